namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>The numbers of a run in an answer.</summary>
internal readonly record struct RunAnswer(long Generation, long Sequence, long Inbox);
