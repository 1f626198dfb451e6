using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// Around a durable operation stand only statements that the machine can take up again in another process. One that holds
/// no operation stays as it is and may be anything.
/// </summary>
internal sealed class SupportedStatements : IFlowRule
{
    public void Check(FlowContext flow)
    {
        foreach (var node in FlowSyntax.OfTheFlowItself(CallSites.Body(flow)))
        {
            switch (node)
            {
                case CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 } each:
                    Report(flow, each.AwaitKeyword, "'await foreach'", "read the items in a [Step] that returns them as a list, and go over the list");
                    break;
                case UsingStatementSyntax { AwaitKeyword.RawKind: not 0 } use:
                    Report(flow, use.AwaitKeyword, "'await using'", "open, use and dispose the resource inside one [Step]");
                    break;
                case LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: not 0 } declaration:
                    Report(flow, declaration.AwaitKeyword, "'await using'", "open, use and dispose the resource inside one [Step]");
                    break;
                case UsingStatementSyntax use when flow.HoldsOperation(use.Statement):
                    Report(flow, use.UsingKeyword, "'using' across a durable operation", UsingAdvice);
                    break;
                case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } declaration when IsFollowedByOperation(flow, declaration):
                    Report(flow, declaration.UsingKeyword, "'using' across a durable operation", UsingAdvice);
                    break;
                case CheckedStatementSyntax block when flow.HoldsOperation(block):
                    Report(flow, block.Keyword, $"a '{block.Keyword.ValueText}' block around a durable operation",
                        $"put '{block.Keyword.ValueText}(…)' around the expressions that need it");
                    break;
                case UnsafeStatementSyntax or FixedStatementSyntax or LockStatementSyntax or YieldStatementSyntax when flow.HoldsOperation(node):
                    Report(flow, node.GetFirstToken(), $"'{node.GetFirstToken().ValueText}' around a durable operation", "move the statement into a [Step]");
                    break;
                case GotoStatementSyntax jump when GotoLeavesItsStatement(flow, jump):
                    Report(flow, jump.GotoKeyword, NameOf(jump), "use a loop with 'break' and 'continue', or 'if' and 'else'");
                    break;
                case TryStatementSyntax attempt when flow.HoldsOperation(attempt):
                    CheckCatches(flow, attempt);
                    break;
                case ForEachStatementSyntax each when flow.HoldsOperation(each.Statement):
                    CheckForEach(flow, each);
                    break;
            }
        }
    }

    private const string UsingAdvice = "release what it holds in 'try/finally' by a [Step], or use and dispose it inside one [Step]";

    private static void Report(FlowContext flow, SyntaxToken token, string what, string advice)
        => flow.Report(RuleIds.StatementNotSupportedAroundOperation, token.GetLocation(), what, advice);

    private static bool IsFollowedByOperation(FlowContext flow, LocalDeclarationStatementSyntax declaration)
        => declaration.Parent is { } block
            && flow.Sites.Any(site => site.Node.SpanStart > declaration.Span.End && block.Span.Contains(site.Node.Span));

    private static string NameOf(GotoStatementSyntax jump) => jump.Kind() switch
    {
        SyntaxKind.GotoCaseStatement => $"'goto case {jump.Expression}'",
        SyntaxKind.GotoDefaultStatement => "'goto default'",
        _ => $"'goto' to '{jump.Expression}'",
    };

    /// <summary>A jump is carried over as it stands when it stays inside a statement that holds no durable operation.</summary>
    private static bool GotoLeavesItsStatement(FlowContext flow, GotoStatementSyntax jump)
    {
        var target = TargetOf(jump);
        var statement = Carried(flow, jump);
        return target is null || statement is null || !statement.Span.Contains(target.Span);
    }

    private static SyntaxNode? TargetOf(GotoStatementSyntax jump) => jump.IsKind(SyntaxKind.GotoStatement)
        ? jump.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().OfType<LabeledStatementSyntax>()
            .FirstOrDefault(label => label.Identifier.ValueText == (jump.Expression as IdentifierNameSyntax)?.Identifier.ValueText)
        : jump.FirstAncestorOrSelf<SwitchStatementSyntax>();

    /// <summary>The outermost statement around a node that holds no operation and no part of which leaves it.</summary>
    private static StatementSyntax? Carried(FlowContext flow, SyntaxNode node)
    {
        StatementSyntax? carried = null;
        for (var outer = node; outer is not null && outer != flow.Syntax.Body; outer = outer.Parent)
        {
            if (outer is not StatementSyntax statement) continue;
            if (flow.HoldsOperation(statement)) break;
            carried = statement;
        }
        return carried;
    }

    private static void CheckCatches(FlowContext flow, TryStatementSyntax attempt)
    {
        foreach (var clause in attempt.Catches)
        {
            var type = clause.Declaration is { } declaration ? flow.Model.GetTypeInfo(declaration.Type).Type : null;
            if (type.IsNamed(FlowNames.StepFailedException)) continue;
            Report(flow, clause.CatchKeyword,
                type is null ? "'catch' of everything around a durable operation" : $"'catch ({type.Name})' around a durable operation",
                "catch StepFailedException, whose ErrorType names the step's own exception, or keep the 'try' free of operations");
        }
    }

    private static void CheckForEach(FlowContext flow, ForEachStatementSyntax each)
    {
        if (each.Type is RefTypeSyntax)
            Report(flow, each.Identifier, $"the 'ref' loop variable '{each.Identifier.ValueText}' around a durable operation",
                "go over the items by value, and change them in a plain 'for' that holds no operation");
        else if (flow.Model.GetTypeInfo(each.Expression).Type is { IsRefLikeType: true } type)
            Report(flow, each.Identifier, $"'foreach' over a '{type.Name}' around a durable operation", "go over a copy of it, 'ToArray()'");
        else if (!IsSequence(flow, each))
            Report(flow, each.ForEachKeyword, $"'foreach' over '{each.Expression}', which is no IEnumerable<T>, around a durable operation",
                "go over an array or a list of its items");
    }

    // A snapshot is taken of an IEnumerable<T>; what only looks like one to C# has no type for that.
    private static bool IsSequence(FlowContext flow, ForEachStatementSyntax each)
    {
        var sequence = flow.Model.Compilation.GetSpecialType(SpecialType.System_Collections_Generic_IEnumerable_T);
        return flow.Model.GetForEachStatementInfo(each).ElementType is { } element && flow.Model.GetTypeInfo(each.Expression).Type is { } type
            && flow.Model.Compilation.HasImplicitConversion(type, sequence.Construct(element));
    }
}
