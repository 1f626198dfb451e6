using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Syntax;

namespace RunkonFlow.Typed.Import.Reading;

/// <summary>What <c>meta</c> and <c>inputs</c> have said so far; both may stand more than once.</summary>
internal sealed class Header(string name, Position at)
{
    public string? Title { get; set; }

    public string? Description { get; set; }

    public string? Group { get; set; }

    public string Trigger { get; set; } = "manual";

    public ImmutableArray<string> Targets { get; set; } = [];

    public List<InputDeclaration> Inputs { get; } = [];

    public WorkflowDefinition Complete(ImmutableArray<Node> body, ImmutableArray<Node> always) => new(at, name, body, always)
    {
        Title = Title,
        Description = Description,
        Group = Group,
        Trigger = Trigger,
        Targets = Targets,
        Inputs = [.. Inputs],
    };
}
