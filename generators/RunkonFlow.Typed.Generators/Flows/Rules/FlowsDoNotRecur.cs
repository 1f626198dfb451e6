using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// Flows and sub-flows call each other without a cycle: a run's frame has one place for each of its own, so its size is
/// known when it is compiled, and a workflow whose runs begin runs of itself would never end. No cycle leads through another
/// assembly, because references have none. Each cycle is reported once, in the method of it that is declared first.
/// </summary>
internal sealed class FlowsDoNotRecur : IFlowRule
{
    public void Check(FlowContext flow)
    {
        var path = new List<Call>();
        if (!Closes(flow.Method, flow, path, new(SymbolEqualityComparer.Default))) return;
        if (path.Any(call => IsBefore(call.Method, flow.Method)))
            flow.RefuseElsewhere();
        else
            Report(flow, path);
    }

    private static void Report(FlowContext flow, List<Call> path)
    {
        var isOfOneClass = path.All(call => SymbolEqualityComparer.Default.Equals(call.Method.ContainingType, flow.Method.ContainingType));
        var names = path.Select(call => call.Method).Prepend(flow.Method)
            .Select(method => isOfOneClass ? method.Name : $"{method.ContainingType.Name}.{method.Name}").ToList();
        flow.Report(RuleIds.SubFlowRecursion, path[0].Node, names[0], string.Join(" → ", names));
    }

    private sealed record Call(IMethodSymbol Method, SyntaxNode Node);

    /// <summary>Finds a way from a method back to the flow, and leaves the calls on it in the path.</summary>
    private static bool Closes(IMethodSymbol method, FlowContext flow, List<Call> path, HashSet<ISymbol> visited)
    {
        flow.CancellationToken.ThrowIfCancellationRequested();
        foreach (var call in CallsIn(method, flow))
        {
            path.Add(call);
            if (SymbolEqualityComparer.Default.Equals(call.Method, flow.Method)) return true;
            if (visited.Add(call.Method) && Closes(call.Method, flow, path, visited)) return true;
            path.RemoveAt(path.Count - 1);
        }
        return false;
    }

    private static IEnumerable<Call> CallsIn(IMethodSymbol method, FlowContext flow)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(flow.CancellationToken) is not MethodDeclarationSyntax syntax) continue;
            var model = syntax.SyntaxTree == flow.Syntax.SyntaxTree ? flow.Model : flow.Model.Compilation.GetSemanticModel(syntax.SyntaxTree);
            foreach (var node in syntax.DescendantNodes())
            {
                // A call, or a method that a fan-out calls for each item.
                if (node is not (InvocationExpressionSyntax or ExpressionSyntax { Parent: ArgumentSyntax } and (SimpleNameSyntax or MemberAccessExpressionSyntax))) continue;
                if (model.GetSymbolInfo(node).Symbol is IMethodSymbol called && IsFlow(called, method))
                    yield return new(called.OriginalDefinition, node);
            }
        }
    }

    private static bool IsFlow(IMethodSymbol called, IMethodSymbol caller)
        => called.Attribute(FlowNames.FlowAttribute) is not null
            ? ChildHandle.IsWorkflow(called.ContainingType)
            : called.Attribute(FlowNames.SubFlowAttribute) is not null && SymbolEqualityComparer.Default.Equals(called.ContainingType, caller.ContainingType);

    private static bool IsBefore(IMethodSymbol method, IMethodSymbol other)
    {
        var (left, right) = (method.Locations[0], other.Locations[0]);
        var byFile = string.CompareOrdinal(left.SourceTree?.FilePath, right.SourceTree?.FilePath);
        return byFile < 0 || (byFile == 0 && left.SourceSpan.Start < right.SourceSpan.Start);
    }
}
