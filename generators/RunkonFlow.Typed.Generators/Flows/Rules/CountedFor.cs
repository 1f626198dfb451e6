using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// Whether a <c>for</c> ends by counting: one of the conditions joined by <c>&amp;&amp;</c> compares a variable with a limit that the
/// body does not assign, and each round moves the variable towards it by a constant.
/// </summary>
internal static class CountedFor
{
    /// <summary>What keeps it from being bounded, or null.</summary>
    public static string? FaultOf(ForStatementSyntax loop, SemanticModel model)
    {
        if (loop.Condition is null) return "has no condition";
        string? fault = null;
        foreach (var condition in Conjuncts(loop.Condition))
        {
            var found = FaultOf(condition, loop, model);
            if (found is null) return null;
            fault ??= found;
        }
        return fault;
    }

    private static IEnumerable<ExpressionSyntax> Conjuncts(ExpressionSyntax condition)
        => FlowSyntax.Unparenthesized(condition) is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } and
            ? Conjuncts(and.Left).Concat(Conjuncts(and.Right))
            : [FlowSyntax.Unparenthesized(condition)];

    private static string? FaultOf(ExpressionSyntax condition, ForStatementSyntax loop, SemanticModel model)
    {
        if (condition is not BinaryExpressionSyntax comparison || Direction(comparison) is not { } direction)
            return "does not compare its variable with a limit by '<', '<=', '>' or '>='";

        var (left, right) = (comparison.Left, comparison.Right);
        if (Counter(left, loop, model) is { } counter) return FaultOf(counter, direction, right, loop, model);
        if (Counter(right, loop, model) is { } mirrored) return FaultOf(mirrored, -direction, left, loop, model);
        return "does not count a variable by a constant";
    }

    private static string? FaultOf(
        (ISymbol Variable, int Step) counter, int direction, ExpressionSyntax limit, ForStatementSyntax loop, SemanticModel model)
    {
        if (counter.Step * direction <= 0) return $"moves '{counter.Variable.Name}' away from its limit";
        if (Writes.To(counter.Variable, loop.Statement, model) || IsWrittenByFunction(counter.Variable, loop, model)) return $"assigns its variable '{counter.Variable.Name}' in its body";
        if (!IsFixed(limit, loop, model, out var changed))
            return changed is null ? $"asks '{limit}' again in each round" : $"changes '{changed.Name}', on which its limit depends, in its body";
        return null;
    }

    /// <summary>1 for a limit from above, -1 for one from below.</summary>
    private static int? Direction(BinaryExpressionSyntax comparison) => comparison.Kind() switch
    {
        SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression => 1,
        SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression => -1,
        _ => null,
    };

    /// <summary>The integer variable that an expression names and the constant by which the loop's only change moves it.</summary>
    private static (ISymbol Variable, int Step)? Counter(ExpressionSyntax expression, ForStatementSyntax loop, SemanticModel model)
    {
        if (FlowSyntax.Unparenthesized(expression) is not IdentifierNameSyntax name) return null;
        if (model.GetSymbolInfo(name).Symbol is not (ILocalSymbol or IParameterSymbol) || !IsInteger(model.GetTypeInfo(name).Type)) return null;
        var variable = model.GetSymbolInfo(name).Symbol!;
        var changes = loop.Incrementors.Where(incrementor => Writes.To(variable, incrementor, model)).ToArray();
        return changes is [var only] && StepOf(only, model) is { } step ? (variable, step) : null;
    }

    private static int? StepOf(ExpressionSyntax incrementor, SemanticModel model) => incrementor.Kind() switch
    {
        SyntaxKind.PostIncrementExpression or SyntaxKind.PreIncrementExpression => 1,
        SyntaxKind.PostDecrementExpression or SyntaxKind.PreDecrementExpression => -1,
        SyntaxKind.AddAssignmentExpression => SignOf(((AssignmentExpressionSyntax)incrementor).Right, model),
        SyntaxKind.SubtractAssignmentExpression => -SignOf(((AssignmentExpressionSyntax)incrementor).Right, model),
        _ => null,
    };

    private static int? SignOf(ExpressionSyntax step, SemanticModel model)
        => model.GetConstantValue(step) is { HasValue: true, Value: { } value } && value is not (string or bool or char)
            ? Math.Sign(Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture))
            : null;

    private static bool IsInteger(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    /// <summary>Constants, variables that the loop leaves alone, arithmetic of those, and the length or count of such a variable.</summary>
    private static bool IsFixed(ExpressionSyntax limit, ForStatementSyntax loop, SemanticModel model, out ISymbol? changed)
    {
        changed = null;
        if (model.GetConstantValue(limit).HasValue) return true;
        switch (FlowSyntax.Unparenthesized(limit))
        {
            case BinaryExpressionSyntax arithmetic:
                return IsFixed(arithmetic.Left, loop, model, out changed) && IsFixed(arithmetic.Right, loop, model, out changed);
            case IdentifierNameSyntax name when model.GetSymbolInfo(name).Symbol is ILocalSymbol or IParameterSymbol:
                return IsLeftAlone(model.GetSymbolInfo(name).Symbol!, loop, model, out changed);
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" or "Count" } when model.GetSymbolInfo(limit).Symbol is IPropertySymbol:
                var access = (MemberAccessExpressionSyntax)FlowSyntax.Unparenthesized(limit);
                return FlowSyntax.Root(access.Expression, model) is { } root && IsLeftAlone(root, loop, model, out changed);
            default:
                return false;
        }
    }

    private static bool IsLeftAlone(ISymbol variable, ForStatementSyntax loop, SemanticModel model, out ISymbol? changed)
    {
        var isChanged = Writes.To(variable, loop.Statement, model)
            || loop.Incrementors.Any(incrementor => Writes.To(variable, incrementor, model))
            || IsWrittenByFunction(variable, loop, model)
            || InPlaceChange.In(loop.Statement, model).Any(change => SymbolEqualityComparer.Default.Equals(change.Variable, variable));
        changed = isChanged ? variable : null;
        return !isChanged;
    }

    /// <summary>A lambda or local function of the flow may be called from the body, wherever it stands.</summary>
    private static bool IsWrittenByFunction(ISymbol variable, SyntaxNode loop, SemanticModel model)
        => loop.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } method
            && method.DescendantNodes().Where(FlowSyntax.IsFunction).Any(function => Writes.To(variable, function, model));
}
