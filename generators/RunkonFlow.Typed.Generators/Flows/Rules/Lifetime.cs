using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// From where to where a local or parameter is in use, seen from the text: in source order, and round the loops. It takes
/// more for alive than control flow would; rules that give advice need no more.
/// </summary>
internal sealed class Lifetime
{
    private readonly FlowContext _flow;
    private readonly ISymbol _variable;
    private readonly int _start;
    private readonly List<SyntaxNode> _uses;

    public Lifetime(ISymbol variable, FlowContext flow)
    {
        _flow = flow;
        _variable = variable;
        var body = CallSites.Body(flow);
        _start = variable is ILocalSymbol ? variable.Locations[0].SourceSpan.Start : body.SpanStart;
        _uses = [.. body.DescendantNodes().OfType<IdentifierNameSyntax>().Where(IsUse)];
    }

    /// <summary>Whether its value is stored with an operation and used behind it.</summary>
    public bool IsDurable => Operations.Any(operation => Spans(_start, operation) && _uses.Any(use => Follows(use, operation)));

    /// <summary>Whether an operation can stand between its declaration and a later place.</summary>
    public bool HasOperationBefore(SyntaxNode place) => Operations.Any(operation => Spans(_start, operation) && Follows(place, operation));

    private IEnumerable<SyntaxNode> Operations => _flow.Sites.Where(site => site.IsAwaitedByFlow).Select(site => site.Node);

    private static bool Spans(int start, SyntaxNode operation) => start < operation.SpanStart;

    /// <summary>Whether control can come from an operation to a place: further down, or round a loop that the variable outlives.</summary>
    private bool Follows(SyntaxNode place, SyntaxNode operation)
    {
        if (place.SpanStart > operation.Span.End) return true;
        return operation.Ancestors().Any(loop => FlowSyntax.IsLoop(loop) && loop.Span.Contains(place.Span) && !loop.Span.Contains(_start)
            && !IsEvaluatedOnce(place, loop));
    }

    private static bool IsEvaluatedOnce(SyntaxNode place, SyntaxNode loop)
        => loop is CommonForEachStatementSyntax each && each.Expression.Span.Contains(place.Span);

    private bool IsUse(IdentifierNameSyntax name)
        => name.Identifier.ValueText == _variable.Name && SymbolEqualityComparer.Default.Equals(_flow.Model.GetSymbolInfo(name).Symbol, _variable);
}
