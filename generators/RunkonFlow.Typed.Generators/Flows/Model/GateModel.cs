namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>What a gate asks.</summary>
internal sealed record GateModel
{
    public required TextTemplate? Prompt { get; init; }

    public required TextTemplate? Assignee { get; init; }

    /// <summary>The enum whose members are the options; null for none.</summary>
    public required string? EnumOptions { get; init; }

    /// <summary>The step that decides it; null for people alone.</summary>
    public required ResolverModel? Resolver { get; init; }

    /// <summary>The parameter whose value holds the options; null for none.</summary>
    public required TemplatePlace? TextOptions { get; init; }
}
