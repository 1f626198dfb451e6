using System.Collections.Immutable;

namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>One branch of a parallel or race: a flow of a single operation, whose parameters are the arguments of the call.</summary>
internal sealed record BranchModel
{
    /// <summary>The id of its operation.</summary>
    public required string Id { get; init; }

    /// <summary>Ids that it had in shipped versions.</summary>
    public ImmutableArray<string> FormerIds { get; init; } = [];

    /// <summary>The <see cref="FlowBody.Key"/> of its flow.</summary>
    public required string Flow { get; init; }

    /// <summary>What goes into the parameters of its flow.</summary>
    public required ImmutableArray<ArgumentModel> Arguments { get; init; }

    /// <summary>For a branch that may be left out: the variable that says whether it is taken; else -1.</summary>
    public required int Taken { get; init; }

    /// <summary>The type of its result in the tuple.</summary>
    public required string ResultType { get; init; }

    /// <summary>Its operation has a result; otherwise the tuple holds a <c>Unit</c>.</summary>
    public required bool HasResult { get; init; }
}
