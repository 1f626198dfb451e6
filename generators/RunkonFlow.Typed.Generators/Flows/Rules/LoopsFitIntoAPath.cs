using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// The rounds of all loops around an operation, those around the sub-flow's calls included, are part of its rows' key, which has a fixed
/// number of places. Items are runs of their own, with a path of their own.
/// </summary>
internal sealed class LoopsFitIntoAPath : IFlowRule
{
    /// <summary>As <c>IterationPath.MaxDepth</c> has it.</summary>
    public const int MaxDepth = 8;

    public void Check(FlowContext flow)
    {
        if (flow.Lowered is not { } lowered) return;
        foreach (var standing in lowered.Positions)
        {
            if (standing.Operation is not { } operation) continue;
            var call = flow.Operations[operation.Index].Call;
            var inner = InnerDepth(call, flow.Model, flow, []);
            // A sub-flow that is too deep by itself says so.
            if (inner > MaxDepth)
                flow.RefuseElsewhere();
            else if (standing.Loops.Count + inner > MaxDepth)
                flow.Report(RuleIds.StatementNotSupportedAroundOperation, call.Call.GetLocation(),
                    $"more than {MaxDepth} loops around a durable operation{(inner > 0 ? $", {inner} of them in '{call.Method.Name}'," : "")}", "move the inner loops into a [Step]");
        }
    }

    /// <summary>The loops that a call adds: those of the sub-flow that it is, or of its branches.</summary>
    private static int InnerDepth(DurableCall call, SemanticModel model, FlowContext flow, HashSet<string> open) => call.Kind switch
    {
        DurableKind.SubFlow => DepthOf(call.Method, flow, open),
        DurableKind.Parallel or DurableKind.Race => GroupMembers.Of(call, model).Select(branch => InnerDepth(branch, model, flow, open)).DefaultIfEmpty().Max(),
        _ => 0,
    };

    private static int DepthOf(IMethodSymbol subFlow, FlowContext flow, HashSet<string> open)
    {
        // One that calls itself is refused as such.
        if (!open.Add(subFlow.OriginalDefinition.ToDisplayString())) return 0;
        var depth = 0;
        foreach (var reference in subFlow.OriginalDefinition.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(flow.CancellationToken) is not MethodDeclarationSyntax syntax) continue;
            var model = syntax.SyntaxTree == flow.Syntax.SyntaxTree ? flow.Model : flow.Model.Compilation.GetSemanticModel(syntax.SyntaxTree);
            foreach (var statement in FlowSyntax.OfTheFlowItself(syntax).OfType<StatementSyntax>())
            {
                if (DurableStatement.Recognise(statement, model) is not { } durable) continue;
                depth = Math.Max(depth, statement.Ancestors().TakeWhile(outer => outer != syntax).Count(FlowSyntax.IsLoop) + InnerDepth(durable.Call, model, flow, open));
            }
        }
        open.Remove(subFlow.OriginalDefinition.ToDisplayString());
        return depth;
    }
}
