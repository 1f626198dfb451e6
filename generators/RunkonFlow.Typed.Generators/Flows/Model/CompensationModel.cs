using System.Collections.Immutable;

namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>The step that undoes another one, as it is called for one call site of that.</summary>
internal sealed record CompensationModel
{
    /// <summary>Its id.</summary>
    public required string StepId { get; init; }

    /// <summary>Ids that it had in shipped versions.</summary>
    public ImmutableArray<string> FormerStepIds { get; init; } = [];

    /// <summary>The initializers of its policy in the definition, each with a comma before it.</summary>
    public required string Policy { get; init; }

    /// <summary>What stands before the argument list.</summary>
    public required string Callee { get; init; }

    public required TaskShape Shape { get; init; }

    /// <summary>It is given the result of the step that it undoes.</summary>
    public required bool TakesResult { get; init; }

    /// <summary>The step that it undoes or itself changes the world outside, so a dry run leaves it out.</summary>
    public required bool IsLeftOutByDryRun { get; init; }

    public required ImmutableArray<ArgumentModel> Arguments { get; init; }
}
