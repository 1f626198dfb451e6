using System.Collections.Immutable;

namespace RunkonFlow.Typed.Oracle.Tests.Engine;

/// <summary>
/// One statement of a program that runs on the engine. Every call site has a number of its own; what happens there is decided
/// by the plan from the number and the place, so that engine and model meet the same world.
/// </summary>
public abstract record Act(int Site)
{
    /// <summary>The acts directly inside.</summary>
    public virtual IEnumerable<ImmutableArray<Act>> Blocks => [];
}

public enum CallKind
{
    /// <summary>A step with two attempts.</summary>
    Ask,

    /// <summary>A step that never fails; the only one that finalizers call.</summary>
    Tell,

    /// <summary>A step that is undone when the run fails.</summary>
    Book,

    Gate,
    Signal,

    /// <summary>Short enough to be waited for in memory.</summary>
    ShortTimer,
    LongTimer,
    Child,
    SubFlow,
}

/// <summary>One durable operation.</summary>
/// <param name="Site">Its number.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Target">Of a gate: what its deadline means, 0 to 3. Of a signal: its name, 0 to 3. Of a sub-flow or child: which.</param>
public sealed record Call(int Site, CallKind Kind, int Target = 0) : Act(Site);

/// <summary>A parallel or a race.</summary>
/// <param name="Site">Its number.</param>
/// <param name="Kind">How it is joined.</param>
/// <param name="Branches">2 to 4.</param>
/// <param name="MinSuccess">0 for all.</param>
/// <param name="Conditional">The branch that is left out where x is odd; -1 for none.</param>
public sealed record Group(int Site, GroupKind Kind, ImmutableArray<Branch> Branches, int MinSuccess = 0, int Conditional = -1) : Act(Site);

public enum GroupKind
{
    All,
    FailFast,
    Race,
    RaceOfFirstEnd,
}

/// <summary>A branch: a call, or one that fails for sure, ends for sure, or goes on until it is stopped.</summary>
public sealed record Branch(BranchKind Kind, Call Call);

public enum BranchKind
{
    Plain,
    Winning,
    Failing,
    Hanging,
}

/// <summary>A fan-out over the numbers from 0.</summary>
/// <param name="Site">Its number.</param>
/// <param name="Count">How many items.</param>
/// <param name="Body">A step, a sub-flow without waits, or the child.</param>
/// <param name="OnFailure">What a failed item means.</param>
/// <param name="MaxParallel">0 for no limit.</param>
/// <param name="MinSuccess">0 for any number.</param>
/// <param name="HasDependencies">Each odd item depends on the one before it, every third on the first.</param>
public sealed record Items(int Site, int Count, CallKind Body, OnItemFailure OnFailure, int MaxParallel, int MinSuccess, bool HasDependencies) : Act(Site);

public sealed record Choice(int Site, int Divisor, ImmutableArray<Act> Then, ImmutableArray<Act> Else) : Act(Site)
{
    public override IEnumerable<ImmutableArray<Act>> Blocks => [Then, Else];
}

public sealed record Rounds(int Site, int Count, ImmutableArray<Act> Body) : Act(Site)
{
    public override IEnumerable<ImmutableArray<Act>> Blocks => [Body];
}

/// <summary>A <c>try</c> with a clause for step failures, a finalizer, or both.</summary>
public sealed record Guard(int Site, ImmutableArray<Act> Body, ImmutableArray<Act>? Catch, ImmutableArray<Act>? Finally) : Act(Site)
{
    public override IEnumerable<ImmutableArray<Act>> Blocks
        => new ImmutableArray<Act>?[] { Body, Catch, Finally }.Where(block => block is not null).Select(block => block!.Value);
}

/// <summary>A failure of the flow's own, where x is divisible.</summary>
public sealed record Fault(int Site, int Divisor) : Act(Site);
