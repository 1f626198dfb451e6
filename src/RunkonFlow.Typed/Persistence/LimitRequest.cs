using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Persistence;

/// <summary>What a commit needs to begin a step that is limited over all workers of the store.</summary>
/// <param name="Key">What is limited, unique in the run's namespace and apart for the two kinds of limits.</param>
/// <param name="Limit">How many at once, or how many within <paramref name="Per"/>; at least 1.</param>
/// <param name="Per">For a rate: the time in which so many may begin, at least a millisecond. Null for a number at once.</param>
/// <param name="NodeId">The node that needs it; empty for the run as a whole, which keeps a permit until it ends.</param>
/// <param name="Path">The rounds around it.</param>
/// <remarks>
/// <para>
/// At once: the commit takes a permit, and gives it back with the row of (node, path) that becomes terminal. A permit in use is
/// also given back when the run loses its owner, by a commit that lets go, a release, or a recovery: the next owner takes one
/// anew. Where none is free the commit is answered with <see cref="CommitOutcome.Limited"/> and the node stands in line, first
/// come, first served; when its turn comes the permit is its own, the run's inbox moves and a parked run is due, and the same
/// commit made again finds the permit there. So a limited owner parks like one that waits for a signal, with the inbox that it
/// has seen, and no wake-up is lost. A terminal row of (node, path), a suspended or incompatible run and the run's end leave the
/// line; only the end gives back what the run as a whole holds.
/// </para>
/// <para>
/// A rate: a bucket that holds <paramref name="Limit"/> tokens and is full again after <paramref name="Per"/>. The commit takes one.
/// Where there is none the answer says from when on there is (<see cref="CommitResult.RetryAt"/>); nobody is woken.
/// </para>
/// </remarks>
public readonly record struct LimitRequest(string Key, int Limit, TimeSpan? Per, string NodeId, IterationPath Path);
