namespace RunkonFlow.Typed.Tests.Shared;

/// <summary>Tests that measure and must not share the process with others at the same time.</summary>
[CollectionDefinition(nameof(SerialCollection), DisableParallelization = true)]
public sealed class SerialCollection;
