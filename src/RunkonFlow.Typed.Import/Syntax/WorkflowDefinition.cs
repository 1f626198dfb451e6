using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Reading;

namespace RunkonFlow.Typed.Import.Syntax;

/// <summary>What a <c>.wf</c> file holds.</summary>
internal sealed record WorkflowDefinition(Position At, string Name, ImmutableArray<Node> Body, ImmutableArray<Node> Always)
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Group { get; init; }

    public string Trigger { get; init; } = "manual";

    public ImmutableArray<string> Targets { get; init; } = [];

    public ImmutableArray<InputDeclaration> Inputs { get; init; } = [];

    /// <summary>Comments that belong to no node.</summary>
    public ImmutableArray<string> Comments { get; init; } = [];

    /// <summary>What a person has to look at and that belongs to no node.</summary>
    public ImmutableArray<string> Checks { get; init; } = [];

    /// <summary>Every node, in the order of the file.</summary>
    public IEnumerable<Node> AllNodes => Body.Concat(Always).SelectMany(Flatten);

    public static IEnumerable<Node> Flatten(Node node) => node switch
    {
        Block block => block.Body.SelectMany(Flatten).Prepend(block),
        ParallelNode parallel => parallel.Calls.Prepend<Node>(parallel),
        _ => [node],
    };
}
