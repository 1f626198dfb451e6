namespace RunkonFlow.Typed.Import.Writing;

/// <summary>An emitted method that is a durable operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its durable id.</param>
/// <param name="What">What it runs, for people.</param>
/// <param name="Retries">How often a failed attempt is repeated.</param>
/// <param name="Timeout">How long an attempt may take.</param>
internal sealed record StepMethod(string Name, string Id, string What, uint Retries, string? Timeout)
{
    /// <summary>How many call sites there are so far.</summary>
    public int Calls { get; set; }

    public string Attributes
    {
        get
        {
            var step = Timeout is null ? $"Step({CSharp.Text(Id)})" : $"Step({CSharp.Text(Id)}, Timeout = {CSharp.Text(Timeout)})";
            return Retries == 0 ? $"[{step}]" : $"[{step}, Retry(MaxAttempts = {Retries + 1})]";
        }
    }
}
