namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>How far an exploration goes: beyond it no further action of a kind is offered.</summary>
/// <param name="Generations">Handouts of a run.</param>
/// <param name="Commits">Commits of a run, before the one that ends it.</param>
/// <param name="Signals">Signals to a run.</param>
/// <param name="Losses">Requests or replies that are lost, over both runs.</param>
/// <param name="Crashes">Processes that die and are started again.</param>
/// <param name="Clones">Commits of a clone: other content under the same right.</param>
internal sealed record ProtocolBounds(byte Generations, byte Commits, byte Signals, byte Losses, byte Crashes, byte Clones);
