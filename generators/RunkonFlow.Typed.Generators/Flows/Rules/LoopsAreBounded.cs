using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// A loop that holds a durable operation has a bound: <c>Flow.Loop</c> as its entire condition, or a <c>for</c> that counts
/// towards a limit. One that is meant to live on says <c>Flow.Forever</c>, and its workflow how many rounds are kept. A run that
/// goes round for ever otherwise fills the store without anybody noticing.
/// </summary>
internal sealed class LoopsAreBounded : IFlowRule
{
    private const string UseLoop = "make 'Flow.Loop(condition, max: …)' the entire condition, or 'Flow.Forever' where the run is to live on";
    private const string KeepHistory = "say how many finished rounds are kept: '[Workflow(\"…\", KeepHistory = 10)]'";

    public void Check(FlowContext flow)
    {
        foreach (var node in FlowSyntax.OfTheFlowItself(CallSites.Body(flow)))
        {
            if (node is StatementSyntax loop && FlowSyntax.IsLoop(loop)) CheckLoop(flow, loop);
        }
        foreach (var node in CallSites.Body(flow).DescendantNodes())
        {
            if (node is InvocationExpressionSyntax call && flow.Model.GetSymbolInfo(call).Symbol.IsFlowMember("Loop")) CheckCall(flow, call);
            else if (IsForever(flow, node)) CheckForever(flow, (ExpressionSyntax)node);
        }
    }

    private static void CheckLoop(FlowContext flow, StatementSyntax loop)
    {
        if (loop is CommonForEachStatementSyntax || !flow.HoldsOperation(loop)) return;
        // What is wrong inside the head, an operation or a Flow.Loop at the wrong place, is reported there.
        if (flow.Sites.Any(site => loop.Span.Contains(site.Node.Span) && !BodyOf(loop).Span.Contains(site.Node.Span))) return;
        if (ConditionOf(loop) is { } condition && (NamesLoop(flow, condition) || condition.DescendantNodesAndSelf().Any(node => IsForever(flow, node)))) return;
        if (loop is ForStatementSyntax counted)
        {
            if (CountedFor.FaultOf(counted, flow.Model) is { } fault)
                flow.Report(RuleIds.LoopHasNoBound, counted.ForKeyword.GetLocation(), "'for'", fault, UseLoop);
            return;
        }
        flow.Report(RuleIds.LoopHasNoBound, loop.GetFirstToken().GetLocation(), loop is DoStatementSyntax ? "'do'" : "'while'", "has no bound", UseLoop);
    }

    private static void CheckCall(FlowContext flow, InvocationExpressionSyntax call)
    {
        SyntaxNode whole = call;
        while (whole.Parent is ParenthesizedExpressionSyntax parenthesized) whole = parenthesized;
        if (whole.Parent is StatementSyntax loop && FlowSyntax.IsLoop(loop) && ConditionOf(loop) == whole)
        {
            if (!flow.HoldsOperation(loop))
                flow.Report(RuleIds.LoopHasNoBound, call, "'Flow.Loop'", "bounds only a loop that holds a durable operation", "write the plain condition");
            else if (IsLess(flow, call, "max", 1))
                flow.Report(RuleIds.LoopHasNoBound, call, "'Flow.Loop'", "allows no round", "write 'max: 1' or more");
            else if (IsLess(flow, call, "stuckAfter", 2))
                flow.Report(RuleIds.LoopHasNoBound, call, "'Flow.Loop'", "would be stuck after a single round", "write 'stuckAfter: 2' or more");
            return;
        }
        flow.Report(RuleIds.LoopHasNoBound, call, "'Flow.Loop'", "bounds nothing here", "make it the entire condition of the 'while', 'do' or 'for'");
    }

    /// <summary>An argument is a constant below the least that its parameter can be.</summary>
    private static bool IsLess(FlowContext flow, InvocationExpressionSyntax call, string parameter, int least)
    {
        if (flow.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method) return false;
        var arguments = call.ArgumentList.Arguments;
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i].NameColon?.Name.Identifier.ValueText ?? (i < method.Parameters.Length ? method.Parameters[i].Name : null);
            if (name == parameter) return flow.Model.GetConstantValue(arguments[i].Expression) is { HasValue: true, Value: int value } && value < least;
        }
        return false;
    }

    private static void CheckForever(FlowContext flow, ExpressionSyntax forever)
    {
        SyntaxNode whole = forever;
        while (whole.Parent is ParenthesizedExpressionSyntax parenthesized) whole = parenthesized;
        if (whole.Parent is not StatementSyntax loop || !FlowSyntax.IsLoop(loop) || ConditionOf(loop) != whole)
            flow.Report(RuleIds.LoopHasNoBound, forever, "'Flow.Forever'", "is the entire condition of a loop", "write 'while (Flow.Forever)', and leave it with 'break' or 'return'");
        else if (!flow.HoldsOperation(loop))
            flow.Report(RuleIds.LoopHasNoBound, forever, "'Flow.Forever'", "stands only at a loop that holds a durable operation", "write the plain condition");
        else if (loop.Ancestors().OfType<StatementSyntax>().Any(outer => LoopGuards.IsForever(Condition(outer), flow.Model)))
            flow.Report(RuleIds.LoopHasNoBound, forever, "'Flow.Forever'", "stands inside of another, whose rounds never end", "make 'Flow.Loop(condition, max: …)' the inner condition");
        else if (flow.Method.ContainingType.Find(KnownNames.WorkflowAttribute)?.Named("KeepHistory", 0) is null or 0)
            flow.Report(RuleIds.LoopHasNoBound, forever, "'Flow.Forever'", "keeps the rows of every round", KeepHistory);
    }

    // Of 'Flow.Forever' the whole is looked at, not its last name; imported by 'using static' it is one name.
    private static bool IsForever(FlowContext flow, SyntaxNode node)
        => (node.Parent is not MemberAccessExpressionSyntax { Name: var name } || name != node)
            && node is MemberAccessExpressionSyntax or IdentifierNameSyntax && flow.Model.GetSymbolInfo(node).Symbol.IsFlowMember("Forever");

    private static ExpressionSyntax? Condition(StatementSyntax statement)
        => ConditionOf(statement) is { } condition ? FlowSyntax.Unparenthesized(condition) : null;

    private static bool NamesLoop(FlowContext flow, ExpressionSyntax condition)
        => condition.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(call => flow.Model.GetSymbolInfo(call).Symbol.IsFlowMember("Loop"));

    private static StatementSyntax BodyOf(StatementSyntax loop) => loop switch
    {
        WhileStatementSyntax s => s.Statement,
        DoStatementSyntax s => s.Statement,
        ForStatementSyntax s => s.Statement,
        _ => loop,
    };

    private static ExpressionSyntax? ConditionOf(StatementSyntax loop) => loop switch
    {
        WhileStatementSyntax s => s.Condition,
        DoStatementSyntax s => s.Condition,
        ForStatementSyntax s => s.Condition,
        _ => null,
    };
}
