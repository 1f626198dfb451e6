namespace RunkonFlow.Typed.Persistence;

/// <summary>A child run that a commit asks to cancel, as a client's request would.</summary>
/// <param name="RunId">The child.</param>
/// <param name="Reason">Why: <c>ParentCancelled</c> or <c>FailFast</c>.</param>
public readonly record struct ChildCancel(RunId RunId, string Reason);
