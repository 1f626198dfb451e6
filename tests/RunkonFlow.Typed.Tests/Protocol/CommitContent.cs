using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>What a commit holds: a step, a parking or the end; each in two versions, so that two processes can differ.</summary>
internal static class CommitContent
{
    public const byte Step = 1;
    public const byte Park = 2;
    public const byte End = 3;

    public static byte Clone(byte content) => (byte)(content + 3);

    public static RunStatus Status(byte content) => ((content - 1) % 3) switch { 0 => RunStatus.Running, 1 => RunStatus.Waiting, _ => RunStatus.Completed };
}
