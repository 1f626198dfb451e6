namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>One thing that happens.</summary>
/// <param name="Kind">What.</param>
/// <param name="Who">The process; of <see cref="ActionKind.Expire"/> the number of the worker's row.</param>
/// <param name="Run">The run.</param>
/// <param name="Content">What is committed, see <see cref="CommitContent"/>.</param>
internal readonly record struct ProtocolAction(ActionKind Kind, byte Who = 0, byte Run = 0, byte Content = 0);
