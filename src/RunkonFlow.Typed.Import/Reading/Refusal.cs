namespace RunkonFlow.Typed.Import.Reading;

/// <summary>What stands here cannot be read; the parser goes on behind the node.</summary>
internal sealed class Refusal(Position at, string message) : Exception(message)
{
    public Position At { get; } = at;
}
