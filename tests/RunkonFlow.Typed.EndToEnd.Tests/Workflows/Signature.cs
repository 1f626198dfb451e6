namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>A process's name, and what happens before it signs.</summary>
public sealed record Signature(string Name, Func<string, CancellationToken, Task> Before)
{
    public async Task<string> SignAsync(string what, CancellationToken cancellationToken)
    {
        await Before(what, cancellationToken);
        return Name;
    }
}
