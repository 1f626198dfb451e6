using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>One argument of <c>Flow.Parallel</c> or <c>Flow.Race</c> that is a branch.</summary>
/// <param name="Whole">The argument as it stands.</param>
/// <param name="Ordinal">Its place among the branches, which is the place of its result.</param>
/// <param name="Call">The durable call that it is; null when it is none.</param>
/// <param name="Condition">The condition under which it is taken; null when it always is.</param>
/// <param name="IsTakenWhenTrue">It is taken where the condition holds; otherwise where it does not.</param>
internal sealed record BranchCall(ExpressionSyntax Whole, int Ordinal, DurableCall? Call, ExpressionSyntax? Condition, bool IsTakenWhenTrue)
{
    /// <summary>The branches in the order in which they are written.</summary>
    public static IEnumerable<BranchCall> Of(DurableCall group, SemanticModel model)
    {
        foreach (var argument in group.Arguments)
            if (ParameterOf(group, argument) is { Type.Name: "Task" or "ValueTask" } branch)
                yield return Of(argument.Expression, branch.Ordinal, model);
    }

    /// <summary>The argument that goes to the options of a group; null when it has none.</summary>
    public static ExpressionSyntax? OptionsOf(DurableCall group) => ArgumentOf(group, "options");

    /// <summary>The argument that goes to a parameter.</summary>
    public static ExpressionSyntax? ArgumentOf(DurableCall group, string parameter)
        => group.Arguments.FirstOrDefault(a => ParameterOf(group, a)?.Name == parameter)?.Expression;

    /// <summary>The parameter that an argument goes to.</summary>
    private static IParameterSymbol? ParameterOf(DurableCall group, ArgumentSyntax argument)
    {
        var parameters = group.Method.Parameters;
        if (argument.NameColon is { Name.Identifier.ValueText: var name })
            return parameters.FirstOrDefault(p => p.Name == name);
        var index = group.Arguments.IndexOf(argument);
        return index < parameters.Length ? parameters[index] : null;
    }

    private static BranchCall Of(ExpressionSyntax whole, int ordinal, SemanticModel model)
    {
        var expression = whole;
        while (expression is ParenthesizedExpressionSyntax parenthesized)
            expression = parenthesized.Expression;
        if (expression is not ConditionalExpressionSyntax choice)
            return new(whole, ordinal, DurableCall.InBranch(expression, model), null, IsTakenWhenTrue: true);
        var isTakenWhenTrue = IsSkip(choice.WhenFalse, model);
        if (!isTakenWhenTrue && !IsSkip(choice.WhenTrue, model))
            return new(whole, ordinal, null, choice.Condition, IsTakenWhenTrue: true);
        return new(whole, ordinal, DurableCall.InBranch(isTakenWhenTrue ? choice.WhenTrue : choice.WhenFalse, model), choice.Condition, isTakenWhenTrue);
    }

    private static bool IsSkip(ExpressionSyntax expression, SemanticModel model)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized)
            expression = parenthesized.Expression;
        return expression is InvocationExpressionSyntax call && model.GetSymbolInfo(call).Symbol.IsFlowMember("Skip");
    }
}
