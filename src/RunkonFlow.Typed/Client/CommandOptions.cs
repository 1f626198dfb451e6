namespace RunkonFlow.Typed.Client;

/// <summary>What may be said with a command.</summary>
public sealed record CommandOptions
{
    /// <summary>Unique to the intent: repeating a command with its id after a lost reply gives the first answer.</summary>
    public Guid? CommandId { get; init; }

    /// <summary>Who asks; the operating system's user when not given.</summary>
    public string? By { get; init; }
}
