using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Lowering;

/// <summary>A place at which a frame can stand and be stored.</summary>
internal sealed class Standing
{
    /// <summary>0 for the start, then the operations in source order, then the handlers' entries.</summary>
    public required int Position { get; init; }

    /// <summary>Its name in a stored frame: the node's id; for a handler <c>catch(…)</c>, <c>finally(…)</c> or <c>end(…)</c> with the operations of its try.</summary>
    public required string Name { get; init; }

    public required Label? Label { get; init; }

    /// <summary>The region in force while the frame stands there.</summary>
    public required Region Region { get; init; }

    /// <summary>The operation; null for the start and for handlers.</summary>
    public required OperationModel? Operation { get; init; }

    /// <summary>The loops around it, outermost first.</summary>
    public required IReadOnlyList<LoopModel> Loops { get; init; }

    /// <summary>The tries whose failure one of their catch clauses is handling there, or is about to.</summary>
    public required IReadOnlyList<int> Caught { get; init; }

    /// <summary>The finally regions whose completion is pending there.</summary>
    public required IReadOnlyList<Region> Pending { get; init; }

    /// <summary>The slots that are read after it before they are assigned, ascending.</summary>
    public List<int> Live { get; } = [];
}
