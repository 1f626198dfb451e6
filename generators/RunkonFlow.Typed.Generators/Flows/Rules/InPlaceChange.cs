using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>A statement that changes the object behind a variable and not the variable: <c>list.Add(x)</c>, <c>order.State = s</c>, <c>a[0] = x</c>.</summary>
/// <param name="Variable">The local or parameter from which the changed object is reached.</param>
/// <param name="Object">The expression whose object is changed.</param>
/// <param name="Node">The change.</param>
internal sealed record InPlaceChange(ISymbol Variable, ExpressionSyntax Object, SyntaxNode Node)
{
    // Methods of mutable collections by name: there is no attribute that says which methods change their object.
    private static readonly HashSet<string> Changing = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "AddFirst", "AddLast", "Insert", "InsertRange", "Remove", "RemoveAt", "RemoveAll", "RemoveRange", "RemoveWhere",
        "RemoveFirst", "RemoveLast", "Clear", "Sort", "Reverse", "Push", "TryPop", "Pop", "Enqueue", "Dequeue", "TryDequeue", "TryAdd", "TryRemove",
        "TryUpdate", "AddOrUpdate", "GetOrAdd", "UnionWith", "IntersectWith", "ExceptWith", "SymmetricExceptWith", "Fill", "SetValue", "Set", "SetAll",
    };

    public static IEnumerable<InPlaceChange> In(SyntaxNode node, SemanticModel model)
        => node.DescendantNodesAndSelf().SelectMany(inner => Of(inner, model));

    private static IEnumerable<InPlaceChange> Of(SyntaxNode node, SemanticModel model)
    {
        if (node is InvocationExpressionSyntax call) return OfCall(call, model);
        return node is AssignmentExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or ArgumentSyntax
            ? Writes.Targets(node).Where(target => IsTargetOf(node, target)).SelectMany(target => OfTarget(target, node, model))
            : [];
    }

    // Writes.Targets looks below a node as well; those targets have nodes of their own.
    private static bool IsTargetOf(SyntaxNode node, ExpressionSyntax target)
        => target.FirstAncestorOrSelf<SyntaxNode>(n => n is AssignmentExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax
            || n is ArgumentSyntax { Parent: not TupleExpressionSyntax }) == node;

    private static IEnumerable<InPlaceChange> OfTarget(ExpressionSyntax target, SyntaxNode node, SemanticModel model)
    {
        var inner = FlowSyntax.Unparenthesized(target) switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            ElementAccessExpressionSyntax element => element.Expression,
            _ => null,
        };
        return inner is not null && PassesAReference(inner, model) && FlowSyntax.Root(inner, model) is { } root ? [new(root, inner, node)] : [];
    }

    private static IEnumerable<InPlaceChange> OfCall(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (call.Expression is not MemberAccessExpressionSyntax access || !Changing.Contains(access.Name.Identifier.ValueText)) return [];
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method) return [];
        if (method.IsStatic)
        {
            var isOfArray = method.ContainingType.SpecialType == SpecialType.System_Array && call.ArgumentList.Arguments.Count > 0;
            return isOfArray && FlowSyntax.Root(call.ArgumentList.Arguments[0].Expression, model) is { } array ? [new(array, call.ArgumentList.Arguments[0].Expression, call)] : [];
        }
        return MutableTypes.IsMutableCollection(method.ContainingType) && FlowSyntax.Root(access.Expression, model) is { } root ? [new(root, access.Expression, call)] : [];
    }

    /// <summary>Whether an expression leads to an object that others may see; a chain of structs alone is part of the variable itself.</summary>
    private static bool PassesAReference(ExpressionSyntax expression, SemanticModel model)
    {
        while (true)
        {
            expression = FlowSyntax.Unparenthesized(expression);
            if (model.GetTypeInfo(expression).Type is { IsReferenceType: true }) return true;
            switch (expression)
            {
                case MemberAccessExpressionSyntax access: expression = access.Expression; break;
                case ElementAccessExpressionSyntax element: expression = element.Expression; break;
                default: return false;
            }
        }
    }
}
