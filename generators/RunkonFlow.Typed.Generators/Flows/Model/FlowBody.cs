using System.Collections.Immutable;
using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>
/// A flow method as its parser read it: strings and numbers, nothing of the compiler's. Variables, operations, loops and handlers are
/// named by their numbers. It is lowered and emitted at once and never compared; the pipeline caches the text that comes out.
/// </summary>
internal sealed record FlowBody
{
    /// <summary>The method's name, as emitted code writes it.</summary>
    public required string Name { get; init; }

    /// <summary>Tells its method from all others; <see cref="OperationModel.SubFlow"/> names it.</summary>
    public required string Key { get; init; }

    public required bool IsSubFlow { get; init; }

    /// <summary>The type of the value it returns; null for none.</summary>
    public required string? ResultType { get; init; }

    public required PayloadModel? ResultPayload { get; init; }

    /// <summary>Whether a value of the result's type may be null.</summary>
    public required bool ResultIsReference { get; init; }

    public required ImmutableArray<VariableModel> Variables { get; init; }

    /// <summary>The parameters by their variable numbers, engine parameters included.</summary>
    public required ImmutableArray<int> Parameters { get; init; }

    public required ImmutableArray<CarriedModel> Carried { get; init; }

    public required ImmutableArray<OperationModel> Operations { get; init; }

    public required ImmutableArray<LoopModel> Loops { get; init; }

    public required ImmutableArray<SwitchName> Switches { get; init; }

    /// <summary>Its loops, switches and tries as stored frames name them.</summary>
    public ImmutableArray<Enclosure> Enclosures { get; init; } = [];

    /// <summary>Names that locals had in shipped versions.</summary>
    public ImmutableArray<FormerName> FormerLocals { get; init; } = [];

    public required BlockModel Body { get; init; }

    /// <summary>The flows of its branches and item bodies.</summary>
    public ImmutableArray<FlowBody> Inner { get; init; } = [];

    /// <summary>A try by the operations in it.</summary>
    public string ExtentOfTry(int number)
        => Enclosures.FirstOrDefault(e => e.Keyword == "try" && e.Number == number)?.Extent ?? "#" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>How it is driven.</summary>
    public FlowRole Role { get; init; }
}
