using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>Where a variable's value comes from.</summary>
internal enum VariableKind
{
    /// <summary>A local of the user's.</summary>
    Local,

    /// <summary>A parameter of the flow; its value is the run's input.</summary>
    Parameter,

    /// <summary>A parameter that the engine fills: the token or the step's context.</summary>
    Engine,

    /// <summary>The variable of a catch clause; kept as the failure that it stands for.</summary>
    Caught,

    /// <summary>An argument that is evaluated once, before its operation.</summary>
    Argument,

    /// <summary>The result of an operation, until the statement behind it takes it apart or converts it.</summary>
    Result,

    /// <summary>What a <c>foreach</c> goes over.</summary>
    Items,
}

/// <summary>A value that statements of a flow name, or that the machine keeps for it.</summary>
internal sealed record VariableModel
{
    public required int Number { get; init; }

    public required VariableKind Kind { get; init; }

    /// <summary>The user's name for it, escaped where it is a keyword; made up where the user gave none.</summary>
    public required string Name { get; init; }

    public required string Type { get; init; }

    /// <summary>How it is stored; null where nothing can be.</summary>
    public required PayloadModel? Payload { get; init; }

    /// <summary>A struct that a method of its own can change, so that reading it may write it.</summary>
    public bool IsMutableStruct { get; init; }

    /// <summary>Whether a value of its type may be null.</summary>
    public bool IsReference { get; init; }

    /// <summary>For a parameter: its default value as text; null when it has none.</summary>
    public string? Default { get; init; }

    /// <summary>For <see cref="VariableKind.Caught"/>: the number of the <c>try</c>.</summary>
    public int Try { get; init; }
}
