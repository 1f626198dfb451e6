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

    /// <param name="compilation">Where to look for derived classes.</param>
    /// <param name="jsonContext">The context of <c>[Workflow(Json = …)]</c>, or null.</param>
    public PayloadParser(Compilation compilation, INamedTypeSymbol? jsonContext)
    {
        _derived = DerivedTypes.Of(compilation);
        _context = new JsonContext(jsonContext);
    }

    /// <summary>The parser for a workflow's values, with the context that its attribute names.</summary>
    public static PayloadParser For(INamedTypeSymbol workflow, Compilation compilation)
        => new(compilation, workflow.Find(KnownNames.WorkflowAttribute)?.Named<INamedTypeSymbol?>("Json", null));

    public PayloadModel Parse(ITypeSymbol type)
    {
        if (_models.TryGetValue(type, out var known)) return known;
        var walk = new PayloadWalk(_derived, _context);
        var root = walk.Visit(type, TypeNames.ForPeople(type));
        var shapes = walk.Shapes;
        return _models[type] = new PayloadModel
        {
            TypeId = root?.TypeId ?? TypeNames.ForPeople(type),
            FormerTypeIds = TypeIds.FormerOf(type).ToEquatable(),
            Type = TypeNames.Emitted(type),
            IsImmutable = walk.Fault is null && shapes.All(shape => shape.IsReadOnly),
            Fault = walk.Fault,
            Root = root?.Key ?? TypeNames.NotNull(type),
            Shapes = shapes.ToEquatable(),
        };
    }
}
