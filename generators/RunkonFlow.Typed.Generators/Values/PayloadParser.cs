using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>
/// Decides whether and how values of a type are stored. Faithful or refused: a type is taken only when what is read back equals
/// what was written.
/// </summary>
internal sealed class PayloadParser
{
    private readonly Dictionary<ITypeSymbol, PayloadModel> _models = new(SymbolEqualityComparer.IncludeNullability);
    private readonly DerivedTypes _derived;
    private readonly JsonContext _context;
    private readonly INamedTypeSymbol? _workflow;

    /// <param name="compilation">Where to look for derived classes.</param>
    /// <param name="jsonContext">The context of <c>[Workflow(Json = …)]</c>, or null.</param>
    /// <param name="workflow">Where to look for upcasts to types that have none themselves, or null.</param>
    public PayloadParser(Compilation compilation, INamedTypeSymbol? jsonContext, INamedTypeSymbol? workflow = null)
    {
        _workflow = workflow;
        _derived = DerivedTypes.Of(compilation);
        _context = new JsonContext(jsonContext);
    }

    /// <summary>The parser for a workflow's values, with the context that its attribute names.</summary>
    public static PayloadParser For(INamedTypeSymbol workflow, Compilation compilation)
        => new(compilation, workflow.Find(KnownNames.WorkflowAttribute)?.Named<INamedTypeSymbol?>("Json", null), workflow);

    public PayloadModel Parse(ITypeSymbol type)
    {
        if (_models.TryGetValue(type, out var known)) return known;
        var walk = new PayloadWalk(_derived, _context);
        var root = walk.Visit(type, TypeNames.ForPeople(type));
        var shapes = walk.Shapes.ToList();
        var conversions = Upcasts.Into(type, _workflow).ToList();
        foreach (var conversion in conversions) walk.VisitLater(conversion.Old);
        walk.VisitOldForms();
        return _models[type] = new PayloadModel
        {
            TypeId = root?.TypeId ?? TypeNames.ForPeople(type),
            FormerTypeIds = TypeIds.FormerOf(type).ToEquatable(),
            Type = TypeNames.Emitted(type),
            IsImmutable = walk.Fault is null && shapes.All(shape => shape.IsReadOnly),
            Fault = walk.Fault,
            Root = root?.Key ?? TypeNames.NotNull(type),
            Shapes = shapes.ToEquatable(),
            OldShapes = walk.Shapes.Skip(shapes.Count).ToEquatable(),
            Conversions = conversions.Select(conversion => conversion.Model).ToEquatable(),
        };
    }
}
