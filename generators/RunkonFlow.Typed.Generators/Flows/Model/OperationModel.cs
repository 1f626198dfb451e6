using System.Collections.Immutable;
using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>The task that a durable method returns.</summary>
internal enum TaskShape
{
    Task,
    TaskOfT,
    ValueTask,
    ValueTaskOfT,
}

/// <summary>One call site of a durable operation.</summary>
internal sealed record OperationModel
{
    /// <summary>Its place in <see cref="FlowBody.Operations"/>, from 0.</summary>
    public required int Index { get; init; }

    public required DurableKind Kind { get; init; }

    /// <summary>The call site's id, unique in the flow.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the step or sub-flow called.</summary>
    public required string StepId { get; init; }

    /// <summary>Ids that the call site had in shipped versions; none where it is named by <c>Flow.As</c>.</summary>
    public ImmutableArray<string> FormerIds { get; init; } = [];

    /// <summary>Ids that what is called had in shipped versions.</summary>
    public ImmutableArray<string> FormerStepIds { get; init; } = [];

    /// <summary>What stands before the argument list: receiver, method and type arguments, as the user wrote them.</summary>
    public required string Callee { get; init; }

    /// <summary>For a sub-flow: its <see cref="FlowBody.Key"/>.</summary>
    public required string SubFlow { get; init; }

    public required ImmutableArray<ArgumentModel> Arguments { get; init; }

    public required TaskShape Shape { get; init; }

    /// <summary>The type of the result; null for none.</summary>
    public required string? ResultType { get; init; }

    public required PayloadModel? ResultPayload { get; init; }

    /// <summary>The variable that takes the result; -1 for none.</summary>
    public required int Target { get; init; }

    /// <summary>The result is what the flow returns.</summary>
    public required bool IsReturned { get; init; }

    /// <summary>The initializers of the node's policy in the definition, as text: retry rules, timeout and flags.</summary>
    public required string Policy { get; init; }

    /// <summary>For a step: what undoes it.</summary>
    public CompensationModel? Compensation { get; init; }

    /// <summary>For a step: what a dry run calls in its place; null for the step itself.</summary>
    public SubstituteModel? DryRun { get; init; }

    /// <summary>For a step: its limits over all workers.</summary>
    public ImmutableArray<LimitModel> Limits { get; init; } = [];

    /// <summary>For a child: the other workflow's class.</summary>
    public string? Child { get; init; }

    /// <summary>For a gate: what it asks.</summary>
    public GateModel? Gate { get; init; }

    public required SourceSpan Source { get; init; }

    /// <summary>For a parallel or race: its branches, in the order of their results.</summary>
    public ImmutableArray<BranchModel> Branches { get; init; } = [];

    /// <summary>For a fan-out: its items and what is done for one.</summary>
    public FanOutModel? FanOut { get; init; }

    /// <summary>For a parallel, race or fan-out: the variable that holds its options; -1 for none.</summary>
    public int Options { get; init; } = -1;

    /// <summary>It runs in frames of its own, which have taken over its arguments by the time it stands at its node.</summary>
    public bool HasFramesOfItsOwn => Kind is DurableKind.SubFlow or DurableKind.Parallel or DurableKind.Race or DurableKind.FanOut;

    /// <summary>It writes in the store's own transaction, with which its end is committed.</summary>
    public bool IsTransactional
        => Kind == DurableKind.Step && (Arguments.Any(a => a.From == ArgumentSource.Transaction) || DryRun?.Arguments.Any(a => a.From == ArgumentSource.Transaction) == true);

    /// <summary>Branches run side by side.</summary>
    public bool HasBranches => Kind is DurableKind.Parallel or DurableKind.Race;
}

/// <summary>What the call passes for one parameter.</summary>
internal sealed record ArgumentModel
{
    /// <summary>The parameter's name where the call names it; null for a positional argument.</summary>
    public required string? Name { get; init; }

    /// <summary>The parameter that it goes to, by name.</summary>
    public required string Parameter { get; init; }

    public required ArgumentSource From { get; init; }

    /// <summary>For a plain argument: its text, in which the variables stand between the parts.</summary>
    public ImmutableArray<ArgumentPart> Text { get; init; } = [];

    /// <summary>For a stored argument: its variable.</summary>
    public int Variable { get; init; } = -1;

    /// <summary>How it is copied before the step sees it; null when its type is immutable.</summary>
    public PayloadModel? Copied { get; init; }

    public required string Type { get; init; }

    public SourceSpan Source { get; init; }
}

/// <summary>Where an argument's value comes from.</summary>
internal enum ArgumentSource
{
    /// <summary>Evaluated at each attempt, which cannot change it.</summary>
    Plain,

    /// <summary>Evaluated once before the operation and kept in the frame.</summary>
    Stored,

    /// <summary>The attempt's token.</summary>
    Token,

    /// <summary>The attempt's context.</summary>
    Context,

    /// <summary>The store's transaction in which the attempt is made.</summary>
    Transaction,
}

/// <summary>Text of a plain argument, followed by a variable; -1 at the end.</summary>
internal sealed record ArgumentPart(string Text, int Variable);
