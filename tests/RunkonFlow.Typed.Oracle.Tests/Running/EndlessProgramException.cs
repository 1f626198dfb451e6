namespace RunkonFlow.Typed.Oracle.Tests.Running;

/// <summary>A run went on for longer than any program can.</summary>
public sealed class EndlessProgramException() : Exception("The program does not end.");
