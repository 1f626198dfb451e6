namespace RunkonFlow.Typed.Oracle.Tests.Running;

public sealed record Pair(int Left, string Right);
