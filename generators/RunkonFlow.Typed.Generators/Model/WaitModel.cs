namespace RunkonFlow.Typed.Generators.Model;

/// <summary>A gate or a signal as users name it from outside.</summary>
internal sealed record WaitModel
{
    /// <summary>A gate; else a signal.</summary>
    public required bool IsGate { get; init; }

    /// <summary>The method's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Ids that it had in shipped versions.</summary>
    public EquatableArray<string> FormerIds { get; init; }

    /// <summary>The name of its handle in <c>Gates</c> or <c>Signals</c>.</summary>
    public required string Handle { get; init; }

    /// <summary>The type of a gate's options, or of a signal's message; null for a gate without options. Null too where the declaration has errors.</summary>
    public required string? Value { get; init; }

    /// <summary>For a signal that takes requests: its types; null for every other.</summary>
    public required RequestModel? Request { get; init; }

    /// <summary>Whether it has a handle: its return type is what it must be.</summary>
    public required bool HasHandle { get; init; }

    /// <summary>Of a gate: the member of <c>OnTimeout</c> that it names; null for a signal.</summary>
    public required string? OnTimeout { get; init; }

    /// <summary>Whether its method can take an answer when it is called as plain C#: the declaration is what it must be.</summary>
    public required bool RunsInline { get; init; }

    /// <summary>The accessibility of its handle.</summary>
    public required string Accessibility { get; init; }

    /// <summary>The declaration that implements the partial method; null where there can be none.</summary>
    public required string? Declaration { get; init; }
}
