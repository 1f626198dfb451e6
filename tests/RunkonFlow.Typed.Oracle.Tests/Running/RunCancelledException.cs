namespace RunkonFlow.Typed.Oracle.Tests.Running;

/// <summary>Unwinds a reference run that is cancelled; no handler of a program catches it.</summary>
public sealed class RunCancelledException() : Exception("cancelled");
