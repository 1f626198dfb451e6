namespace RunkonFlow.Typed.Sqlite.Tests.Comparison;

/// <summary>One random call: which, and the numbers from which its arguments are chosen.</summary>
internal readonly record struct Move(int Kind, int A, int B, int C, int D);
