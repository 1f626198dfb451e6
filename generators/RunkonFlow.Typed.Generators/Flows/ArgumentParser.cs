using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>
/// Reads the arguments of an operation. A plain one gives the same value at every attempt and is not kept; any other is evaluated once,
/// in the segment before the operation.
/// </summary>
internal sealed class ArgumentParser(FlowContext flow, VariableTable variables, PieceParser pieces)
{
    internal sealed record Passed(IParameterSymbol Parameter, string? Name, ImmutableArray<ExpressionSyntax> Expressions, bool IsExpanded)
    {
        public bool IsStored { get; set; }
    }

    public List<ArgumentModel> Parse(DurableCall call, int operation, List<Piece> stores)
    {
        var passed = Read(call);
        Decide(passed, []);
        return Parse(call, passed, operation, stores);
    }

    /// <summary>The arguments of a call once it is decided which of them are stored.</summary>
    public List<ArgumentModel> Parse(DurableCall call, List<Passed> passed, int operation, List<Piece> stores)
    {
        var arguments = new List<ArgumentModel>();
        foreach (var argument in passed)
            arguments.Add(Argument(argument, operation, stores));

        // The engine's parameters are filled whether or not the call names them.
        foreach (var parameter in call.Method.Parameters)
            if (parameter.IsEngineParameter() && passed.All(p => !SymbolEqualityComparer.Default.Equals(p.Parameter, parameter)))
                arguments.Add(Engine(parameter, VariableTable.Escape(parameter.Name)));
        return arguments;
    }

    /// <summary>The arguments of a call that are evaluated elsewhere, one by one.</summary>
    public List<ArgumentModel> Describe(DurableCall call, IEnumerable<Passed> passed)
    {
        var arguments = passed.Select(p => p.Parameter.IsEngineParameter() ? Engine(p.Parameter, p.Name) : Model(p)).ToList();
        foreach (var parameter in call.Method.Parameters)
            if (parameter.IsEngineParameter() && arguments.All(a => a.Parameter != parameter.Name))
                arguments.Add(Engine(parameter, VariableTable.Escape(parameter.Name)));
        return arguments;
    }

    /// <summary>The text of an argument: that of its expression, or of the array that several make.</summary>
    public static string TextOf(Passed passed)
    {
        if (!passed.IsExpanded)
            return PieceText.Of(passed.Expressions[0]);
        var items = string.Join(", ", passed.Expressions.Select(e => PieceText.Of(e)));
        return passed.Parameter.Type is IArrayTypeSymbol array ? $"new {array.ElementType.Text()}[] {{ {items} }}" : $"[{items}]";
    }

    /// <summary>What a call passes, by its parameters.</summary>
    public List<Passed> Read(DurableCall call)
    {
        var passed = new List<Passed>();
        var expanded = flow.Model.GetOperation(call.Call, flow.CancellationToken) is IInvocationOperation invocation
            && invocation.Arguments.Any(a => a.ArgumentKind is ArgumentKind.ParamArray or ArgumentKind.ParamCollection);
        var list = call.Arguments;
        for (var i = 0; i < list.Count; i++)
        {
            if (!list[i].RefKindKeyword.IsKind(SyntaxKind.None))
                flow.Report(RuleIds.ArgumentIsByReference, list[i], list[i].ToString());
            if (ParameterOf(call.Method, list, i) is not { } parameter)
                continue;
            var name = list[i].NameColon is { } colon ? VariableTable.Escape(colon.Name.Identifier.ValueText) : null;
            if (parameter.IsParams && expanded && name is null)
            {
                passed.Add(new(parameter, null, [.. list.Skip(i).Select(a => a.Expression)], IsExpanded: true));
                break;
            }
            passed.Add(new(parameter, name, [list[i].Expression], IsExpanded: false));
        }
        return passed;
    }

    private static IParameterSymbol? ParameterOf(IMethodSymbol method, SeparatedSyntaxList<ArgumentSyntax> list, int index)
        => list[index].NameColon is { } colon
            ? method.Parameters.FirstOrDefault(p => p.Name == colon.Name.Identifier.ValueText)
            : method.Parameters.Length == 0 ? null : method.Parameters[System.Math.Min(index, method.Parameters.Length - 1)];

    /// <summary>
    /// What the evaluation of one argument can change may not be read later: beside a stored argument, a plain one stays plain only
    /// where it is a constant or a variable that no stored one writes.
    /// </summary>
    /// <param name="passed">The arguments, of several calls where those begin together.</param>
    /// <param name="beside">What else is evaluated with them.</param>
    public void Decide(IReadOnlyList<Passed> passed, IReadOnlyList<ExpressionSyntax> beside)
    {
        var inputs = passed.Where(p => !p.Parameter.IsEngineParameter()).ToList();
        foreach (var argument in inputs)
            argument.IsStored = argument.IsExpanded || !IsPlain(argument.Expressions[0]);
        var written = new HashSet<int>();
        foreach (var expression in inputs.Where(a => a.IsStored).SelectMany(a => a.Expressions).Concat(beside))
        {
            var names = new NameCollector(flow, variables).Collect(expression);
            written.UnionWith(names.Written);
            written.UnionWith(names.Declared);
        }
        if (beside.Count == 0 && inputs.All(a => !a.IsStored))
            return;
        foreach (var argument in inputs.Where(a => !a.IsStored))
            argument.IsStored = !flow.Model.GetConstantValue(argument.Expressions[0]).HasValue
                && (argument.Expressions[0] is not IdentifierNameSyntax name
                    || flow.Model.GetSymbolInfo(name).Symbol is { } symbol && variables.IsVariable(symbol) && written.Contains(variables.NumberOf(symbol)));
    }

    private ArgumentModel Argument(Passed passed, int operation, List<Piece> stores)
    {
        if (passed.Parameter.IsEngineParameter())
            return Engine(passed.Parameter, passed.Name);
        var type = passed.Parameter.Type;
        var model = Model(passed);
        if (!passed.IsStored)
            return model with { Text = ArgumentText.Of(passed.Expressions[0], flow, variables) };

        var variable = variables.AddHidden(VariableKind.Argument, $"__argument{operation + 1}_{passed.Parameter.Name}", type);
        stores.Add(passed.IsExpanded ? Expanded(passed, variable) : pieces.Store(passed.Expressions[0], variable));
        return model with { Variable = variable };
    }

    private ArgumentModel Model(Passed passed)
    {
        var payload = flow.Payloads.Parse(passed.Parameter.Type);
        return new ArgumentModel
        {
            Name = passed.Name,
            Parameter = passed.Parameter.Name,
            From = passed.IsStored ? ArgumentSource.Stored : ArgumentSource.Plain,
            Type = passed.Parameter.Type.Text(),
            Copied = payload.IsImmutable ? null : payload,
            Source = pieces.SpanOf(passed.Expressions[0]),
        };
    }

    private Piece Expanded(Passed passed, int variable)
    {
        var names = new NameCollector(flow, variables).Collect([.. passed.Expressions]);
        return pieces.Store(passed.Expressions[0], variable) with { Parts = [new PiecePart(TextOf(passed))], Names = names with { Assigned = names.Declared } };
    }

    private static ArgumentModel Engine(IParameterSymbol parameter, string? name)
        => new()
        {
            Name = name,
            Parameter = parameter.Name,
            From = parameter.EngineSource(),
            Type = parameter.Type.Text(),
        };

    /// <summary>Literals, constants, variables, and members of those where no receiver can be null: evaluating them again gives the same.</summary>
    private bool IsPlain(ExpressionSyntax expression)
    {
        if (flow.Model.GetConstantValue(expression).HasValue)
            return !NamesLocals(expression);
        switch (expression)
        {
            case LiteralExpressionSyntax or DefaultExpressionSyntax:
                return true;
            case ParenthesizedExpressionSyntax parenthesized:
                return IsPlain(parenthesized.Expression);
            case PostfixUnaryExpressionSyntax postfix when postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression):
                return IsPlain(postfix.Operand);
            case IdentifierNameSyntax name:
                return flow.Model.GetSymbolInfo(name).Symbol is { } symbol && variables.IsVariable(symbol)
                    && variables[variables.NumberOf(symbol)].Kind != VariableKind.Engine;
            case MemberAccessExpressionSyntax access when access.IsKind(SyntaxKind.SimpleMemberAccessExpression):
                return flow.Model.GetSymbolInfo(access).Symbol is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false }
                    && IsPlain(access.Expression) && CannotBeNull(access.Expression);
            default:
                return false;
        }
    }

    /// <summary>A constant that is a local of the flow, or that is made of a local's name, is known inside segments only.</summary>
    private bool NamesLocals(ExpressionSyntax constant)
        => constant.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Any(name => flow.Model.GetSymbolInfo(name).Symbol is ILocalSymbol or IParameterSymbol);

    private bool CannotBeNull(ExpressionSyntax receiver)
    {
        var type = flow.Model.GetTypeInfo(receiver);
        return type.Type is { IsValueType: true }
            ? type.Type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T
            : type.Nullability.FlowState == NullableFlowState.NotNull;
    }
}
