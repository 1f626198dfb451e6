using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>Puts a name to the place of a durable call that is no statement of its own, and says what to write instead.</summary>
internal static class CallPlace
{
    public static PlaceFault MethodGroup(string name)
        => new(true, "a delegate", $"its calls would not be durable; call it in a statement, 'await {name}(…);'") { IsInFunction = true };

    public static PlaceFault FaultOf(InvocationExpressionSyntax call, string name, SemanticModel model)
    {
        if (FunctionOrQueryAround(call) is { } around) return InFunction(around, name) with { IsInFunction = true };

        var whole = Whole(call, model);
        if (whole.Parent is AwaitExpressionSyntax awaited) return AwaitedIn(awaited, name);
        if (ChoiceAround(whole) is { } choice) return choice;
        return new(false, "", "");
    }

    /// <summary>The call with <c>Flow.As</c>, <c>ConfigureAwait</c>, <c>AsTask</c> and parentheses around it.</summary>
    public static ExpressionSyntax Whole(InvocationExpressionSyntax call, SemanticModel model)
    {
        ExpressionSyntax whole = call;
        while (true)
        {
            switch (whole.Parent)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    whole = parenthesized;
                    continue;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" or "AsTask", Parent: InvocationExpressionSyntax wrapper }:
                    whole = wrapper;
                    continue;
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax name } when model.GetSymbolInfo(name).Symbol.IsFlowMember("As"):
                    whole = name;
                    continue;
                default:
                    return whole;
            }
        }
    }

    private static SyntaxNode? FunctionOrQueryAround(SyntaxNode node)
    {
        for (var outer = node.Parent; outer is not null and not MemberDeclarationSyntax; outer = outer.Parent)
            if (FlowSyntax.IsFunction(outer) || outer is QueryExpressionSyntax) return outer;
        return null;
    }

    private static PlaceFault InFunction(SyntaxNode function, string name) => function switch
    {
        LocalFunctionStatementSyntax local => new(true, $"the local function '{local.Identifier.ValueText}'",
            $"make '{local.Identifier.ValueText}' a [SubFlow] method of the workflow"),
        QueryExpressionSyntax => new(true, "a query", $"go over the items with 'foreach' and 'await {name}(…);' in its body"),
        _ => new(true, "a lambda", $"call it in the flow itself, 'await {name}(…);', for many items in the body of a 'foreach'"),
    };

    private static PlaceFault AwaitedIn(AwaitExpressionSyntax awaited, string name)
    {
        SyntaxNode node = awaited;
        while (node.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax) node = node.Parent;
        var hoist = $"await it into a local before, 'var result = await {name}(…);', and use the local here";
        return node.Parent switch
        {
            AssignmentExpressionSyntax assignment when !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                => new(true, $"'{assignment.OperatorToken.ValueText}'", hoist),
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: > 1 } } }
                => new(true, "a declaration of several variables", $"give it a declaration of its own, 'var result = await {name}(…);'"),
            ConditionalExpressionSyntax => new(true, "a conditional expression", $"write 'if' and 'else' with 'result = await {name}(…);' in them"),
            SwitchExpressionArmSyntax => new(true, "a switch expression", $"write a 'switch' statement with 'result = await {name}(…);' in its sections"),
            ArgumentSyntax => new(true, "an argument", hoist),
            InterpolationSyntax => new(true, "an interpolated string", hoist),
            IsPatternExpressionSyntax => new(true, "a pattern", hoist),
            IfStatementSyntax => new(true, "the condition of an 'if'", hoist),
            WhileStatementSyntax or DoStatementSyntax => new(true, "the condition of a loop", hoist),
            ForStatementSyntax => new(true, "the head of a 'for'", hoist),
            CommonForEachStatementSyntax => new(true, "the head of a 'foreach'", hoist),
            SwitchStatementSyntax => new(true, "the head of a 'switch'", hoist),
            UsingStatementSyntax => new(true, "the head of a 'using'", hoist),
            _ => new(true, "an expression", hoist),
        };
    }

    /// <summary>A choice of tasks of which one is awaited.</summary>
    private static PlaceFault? ChoiceAround(ExpressionSyntax whole)
    {
        PlaceFault? choice = null;
        for (SyntaxNode? node = whole.Parent; node is ExpressionSyntax or SwitchExpressionArmSyntax; node = node.Parent)
        {
            switch (node)
            {
                case ParenthesizedExpressionSyntax: break;
                case AwaitExpressionSyntax: return choice;
                case ConditionalExpressionSyntax: choice ??= new(true, "a conditional expression", "write 'if' and 'else' with an 'await' in each"); break;
                case SwitchExpressionSyntax: choice ??= new(true, "a switch expression", "write a 'switch' statement with an 'await' in each section"); break;
                case SwitchExpressionArmSyntax: break;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } or ConditionalAccessExpressionSyntax:
                    choice ??= new(true, "a choice by '?'", "write 'if (… is not null)' with an 'await' in it");
                    break;
                default: return null;
            }
        }
        return null;
    }
}
