using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// What a frame stores are values. An object that a durable loop goes over is a snapshot of it, and two locals that named
/// one object name two after an operation: changing such an object in place would mean something else than in C#, and is an
/// error. Changing a durable local's object in place is advised against.
/// </summary>
internal sealed class ObjectsAreNotSharedOrChanged : IFlowRule
{
    public void Check(FlowContext flow)
    {
        var changes = InPlaceChange.In(CallSites.Body(flow), flow.Model).ToList();
        if (changes.Count == 0) return;

        var aliases = Aliases(flow);
        foreach (var change in changes)
        {
            // An operation that is assigned to an element or a member is an error of its own.
            if (flow.Sites.Any(site => site.Fault is not null && change.Node.Span.Contains(site.Node.Span))) continue;
            var lifetime = new Lifetime(change.Variable, flow);
            if (LoopOver(change, flow) is not null)
                flow.Report(RuleIds.DurableObjectChanged, change.Node, $"'{change.Object}' is changed inside the 'foreach' that goes over a snapshot of it",
                    "collect the changes in another local, and apply them behind the loop");
            else if (!lifetime.IsDurable || !lifetime.HasOperationBefore(change.Node) || !MutableTypes.IsMutable(TypeOf(change.Variable)))
                continue;
            else if (Other(change, aliases, flow) is { } other)
                flow.Report(RuleIds.DurableObjectChanged, change.Node,
                    $"'{change.Variable.Name}' and '{other.Name}' name one object, and after a durable operation they are two",
                    "keep one of the locals, or give the other a copy");
            else
                flow.Advise(RuleIds.DurableObjectChanged, change.Node, $"'{change.Variable.Name}' is stored with each operation and changed in place",
                    "use an immutable type, such as ImmutableList<T> or a record with 'with', and assign the local");
        }
    }

    private static ITypeSymbol TypeOf(ISymbol variable) => variable is ILocalSymbol local ? local.Type : ((IParameterSymbol)variable).Type;

    private static ForEachStatementSyntax? LoopOver(InPlaceChange change, FlowContext flow)
        => change.Node.Ancestors().OfType<ForEachStatementSyntax>().FirstOrDefault(loop => loop.Statement.Span.Contains(change.Node.Span)
            && flow.HoldsOperation(loop)
            && SyntaxFactory.AreEquivalent(FlowSyntax.Unparenthesized(loop.Expression), FlowSyntax.Unparenthesized(change.Object)));

    /// <summary>Pairs of variables of which one was given the other's object.</summary>
    private static List<(ISymbol Left, ISymbol Right, int Position)> Aliases(FlowContext flow)
    {
        var aliases = new List<(ISymbol, ISymbol, int)>();
        foreach (var node in FlowSyntax.OfTheFlowItself(CallSites.Body(flow)))
        {
            var (left, right) = node switch
            {
                VariableDeclaratorSyntax { Initializer.Value: var value } => (flow.Model.GetDeclaredSymbol(node), value),
                AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax target } assignment
                    => (flow.Model.GetSymbolInfo(target).Symbol, assignment.Right),
                _ => (null, null),
            };
            if (left is not (ILocalSymbol or IParameterSymbol) || right is null || FlowSyntax.Unparenthesized(right) is not IdentifierNameSyntax name) continue;
            if (flow.Model.GetSymbolInfo(name).Symbol is ILocalSymbol or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } })
                aliases.Add((left, flow.Model.GetSymbolInfo(name).Symbol!, node.SpanStart));
        }
        return aliases;
    }

    private static ISymbol? Other(InPlaceChange change, List<(ISymbol Left, ISymbol Right, int Position)> aliases, FlowContext flow)
    {
        foreach (var (left, right, position) in aliases)
        {
            if (position > change.Node.SpanStart) continue;
            var other = SymbolEqualityComparer.Default.Equals(left, change.Variable) ? right
                : SymbolEqualityComparer.Default.Equals(right, change.Variable) ? left
                : null;
            if (other is not null && MutableTypes.IsMutable(TypeOf(other)) && new Lifetime(other, flow).IsDurable) return other;
        }
        return null;
    }
}
