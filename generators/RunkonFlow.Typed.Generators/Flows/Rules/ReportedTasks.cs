using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>The operations of a flow that stand at a wrong place, and the locals and local functions that hand out their tasks.</summary>
internal sealed class ReportedTasks
{
    private readonly SemanticModel _model;
    private readonly HashSet<SyntaxNode> _calls = [];
    private readonly HashSet<ISymbol> _holders = new(SymbolEqualityComparer.Default);

    public ReportedTasks(FlowContext flow)
    {
        _model = flow.Model;
        foreach (var site in flow.Sites)
        {
            if (site.Fault is null) continue;
            _calls.Add(site.Node);
            foreach (var holder in HoldersAround(site.Node, flow.Syntax)) _holders.Add(holder);
        }
    }

    public bool AreNamedIn(SyntaxNode node)
    {
        foreach (var inner in node.DescendantNodesAndSelf())
        {
            if (_calls.Contains(inner)) return true;
            if (inner is IdentifierNameSyntax name && _model.GetSymbolInfo(name).Symbol is { } symbol && _holders.Contains(symbol)) return true;
        }
        return false;
    }

    private IEnumerable<ISymbol> HoldersAround(SyntaxNode call, SyntaxNode method)
    {
        for (var outer = call.Parent; outer is not null && outer != method; outer = outer.Parent)
        {
            var holder = outer switch
            {
                VariableDeclaratorSyntax or LocalFunctionStatementSyntax => _model.GetDeclaredSymbol(outer),
                AssignmentExpressionSyntax assignment => FlowSyntax.Root(assignment.Left, _model),
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => FlowSyntax.Root(access.Expression, _model),
                _ => null,
            };
            if (holder is not null) yield return holder;
        }
    }
}
