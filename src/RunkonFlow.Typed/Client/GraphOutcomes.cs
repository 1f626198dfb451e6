namespace RunkonFlow.Typed.Client;

/// <summary>How the items of a fan-out, or the branches of a parallel or race, stand.</summary>
/// <param name="Total">Items or branches in all. What is missing from the other figures has not begun, or was not taken.</param>
/// <param name="Active">Those that run, wait or are tried again; of a fan-out those that run.</param>
/// <param name="Completed">Those that ended well.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="Skipped">Those that were left out; of a fan-out also those that were cancelled.</param>
/// <param name="Cancelled">Branches that were cancelled.</param>
public readonly record struct GraphOutcomes(int Total, int Active, int Completed, int Failed, int Skipped, int Cancelled);
