namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>How many characters the locals of a <see cref="Glutton"/> have.</summary>
/// <param name="Kept">One that its finalizer does not need.</param>
/// <param name="Shared">One that its finalizer holds too.</param>
/// <param name="InBranch">One of a branch; 0 for no branches.</param>
/// <param name="AtOnce">Before anything was stored.</param>
public sealed record Appetite(int Kept = 1, int Shared = 1, int InBranch = 0, bool AtOnce = false);
