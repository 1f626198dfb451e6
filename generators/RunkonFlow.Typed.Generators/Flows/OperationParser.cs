using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>Reads the statements that are durable operations: what is called, with what, and where the result goes.</summary>
internal sealed class OperationParser(FlowContext flow, VariableTable variables, PieceParser pieces)
{
    private readonly ArgumentParser _arguments = new(flow, variables, pieces);

    public List<OperationModel> Operations { get; } = [];

    /// <summary>The flows of branches and item bodies.</summary>
    public List<FlowBody> Inner { get; } = [];

    public OperationStatement Parse(DurableStatement statement)
    {
        var call = statement.Call;
        var index = Operations.Count;
        flow.Operations.Add(statement);
        var result = ResultOf(call);
        if (call.Kind is DurableKind.Parallel or DurableKind.Race)
        {
            var branches = new BranchParser(flow, variables, pieces, _arguments, this).Parse(call, index);
            Inner.AddRange(branches.Flows);
            var joined = Target(statement, result, index, out var behind, out var returnsTuple);
            Operations.Add(branches.Operation with { Target = joined, IsReturned = returnsTuple });
            return branches.Statement with { After = behind };
        }
        if (call.Kind == DurableKind.FanOut)
            return FanOut(statement, index);
        CheckReceiver(call);
        var before = new List<Piece>();
        var arguments = _arguments.Parse(call, index, before);
        // Reserves the place: parsing the target below cannot add an operation, but the index must be known to it.
        var target = Target(statement, result, index, out var after, out var isReturned);
        var operation = Describe(call, index, arguments, usesResult: statement.Use != ResultUse.Ignored);
        // What undoes a step is given its result from its row, so it is kept also where the flow makes nothing of it.
        if (target < 0 && !isReturned && result is not null && operation.Compensation is { TakesResult: true })
            target = Hidden(index, result);
        Operations.Add(operation with { Target = target, IsReturned = isReturned });
        return new OperationStatement(index, [.. before], after);
    }

    private OperationStatement FanOut(DurableStatement statement, int index)
    {
        var fanOut = new FanOutParser(flow, variables, pieces, _arguments, this).Parse(statement.Call, index);
        var target = Target(statement, ResultOf(statement.Call), index, out var after, out var isReturned);
        if (fanOut is null)
        {
            Operations.Add(Describe(statement.Call, index, []));
            return new OperationStatement(index, [], null);
        }
        Inner.Add(fanOut.Item);
        Operations.Add(fanOut.Operation with { Target = target, IsReturned = isReturned });
        return fanOut.Statement with { After = after };
    }

    /// <summary>A call of an operation, without what becomes of its result.</summary>
    public OperationModel Describe(DurableCall call, int index, IEnumerable<ArgumentModel> arguments, bool usesResult = true)
    {
        var result = ResultOf(call);
        var limits = call.Kind == DurableKind.Step ? LimitParser.Parse(call.Method) : [];
        var (dryRun, dryRunPolicy) = StepTargetParser.DryRun(call, usesResult && result is not null);
        return new OperationModel
        {
            Index = index,
            Kind = call.Kind,
            Id = call.SiteId,
            StepId = call.StepId,
            FormerIds = [.. call.FormerSiteIds],
            FormerStepIds = [.. call.FormerStepIds],
            Callee = PieceText.Of(call.Callee),
            SubFlow = call.Kind == DurableKind.SubFlow ? call.Method.OriginalDefinition.ToDisplayString() : "",
            Arguments = [.. arguments],
            Shape = ShapeOf(call.Method),
            ResultType = result?.Text(),
            ResultPayload = result is null || call.IsGroup ? null : flow.Payloads.Parse(result),
            Target = -1,
            IsReturned = false,
            Policy = OperationPolicy.Text(call, flow) + dryRunPolicy + LimitParser.Policy(limits),
            Limits = limits,
            Compensation = StepTargetParser.Compensation(call),
            DryRun = dryRun,
            Child = call.Kind == DurableKind.Child ? call.Method.ContainingType.Text() : null,
            Gate = call.Kind == DurableKind.Gate ? GateParser.Parse(call.Method) : null,
            Source = pieces.SpanOf(call.Call),
        };
    }

    private static ITypeSymbol? ResultOf(DurableCall call) => call.Method.ReturnType is INamedTypeSymbol { TypeArguments: [var value] } ? value : null;

    /// <summary>The piece that takes a hidden variable's value apart into the user's variables.</summary>
    public Piece TakeApart(ExpressionSyntax left, int whole)
    {
        foreach (var part in Parts(left))
        {
            var isSupported = part is DeclarationExpressionSyntax or ParenthesizedVariableDesignationSyntax
                || flow.Model.GetSymbolInfo(part).Symbol is { } symbol && (symbol is IDiscardSymbol || variables.IsVariable(symbol));
            if (!isSupported)
                flow.Report(RuleIds.OperationInUnsupportedPlace, part, part.ToString());
        }
        var names = new NameCollector(flow, variables).Collect(left);
        return pieces.Written($"{PieceText.Of(left)} = {variables[whole].Name};", names with { Named = [.. names.Named, whole], Assigned = names.Declared }, left);
    }

    private static IEnumerable<SyntaxNode> Parts(ExpressionSyntax left)
        => left is TupleExpressionSyntax tuple ? tuple.Arguments.SelectMany(a => Parts(a.Expression)) : [left];

    private int Target(DurableStatement statement, ITypeSymbol? result, int index, out Piece? after, out bool isReturned)
    {
        after = null;
        isReturned = false;
        if (result is null || statement.Use == ResultUse.Ignored)
            return -1;
        switch (statement.Use)
        {
            case ResultUse.Returned when IsSame(result, ((INamedTypeSymbol)flow.Method.ReturnType).TypeArguments[0]):
                isReturned = true;
                return -1;

            case ResultUse.Returned:
                var returned = Hidden(index, result);
                after = Converted(new PiecePart(variables[returned].Name, new Jump(JumpKind.Return, 0)), returned, statement) with { EndsSegment = true };
                return returned;

            case ResultUse.Deconstructed:
                var whole = Hidden(index, result);
                after = TakeApart((ExpressionSyntax)statement.Left!, whole);
                return whole;

            default:
                if (statement.Target is not { } symbol || !variables.IsVariable(symbol))
                {
                    flow.Report(RuleIds.OperationInUnsupportedPlace, statement.Left!, statement.Left!.ToString());
                    return -1;
                }
                var number = variables.NumberOf(symbol);
                if (IsSame(result, symbol is ILocalSymbol local ? local.Type : ((IParameterSymbol)symbol).Type))
                    return number;
                var converted = Hidden(index, result);
                var type = statement.Use == ResultUse.Declared ? variables[number].Type + " " : "";
                var text = new PiecePart($"{type}{variables[number].Name} = {variables[converted].Name};");
                after = Converted(text, converted, statement);
                var names = after.Names;
                after = after with
                {
                    Names = statement.Use == ResultUse.Declared
                        ? names with { Named = [number, .. names.Named], Declared = [number], Assigned = [number] }
                        : names with { Named = [number, .. names.Named], Written = [number], Replaced = [number] },
                };
                return converted;
        }
    }

    private int Hidden(int index, ITypeSymbol type) => variables.AddHidden(VariableKind.Result, $"__result{index + 1}", type);

    private Piece Converted(PiecePart part, int hidden, DurableStatement statement)
        => pieces.Written("", new NameUse { Named = [hidden] }, statement.Call.Call) with { Parts = [part] };

    private static bool IsSame(ITypeSymbol left, ITypeSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);

    public static TaskShape ShapeOf(IMethodSymbol method)
        => method.ReturnType is INamedTypeSymbol { Name: "ValueTask" } value
            ? value.IsGenericType ? TaskShape.ValueTaskOfT : TaskShape.ValueTask
            : method.ReturnType is INamedTypeSymbol { IsGenericType: true } ? TaskShape.TaskOfT : TaskShape.Task;

    /// <summary>A receiver is read again at each attempt, so it must be what an attempt on another machine has too.</summary>
    public void CheckReceiver(DurableCall call)
    {
        if (call.Kind is DurableKind.Delay or DurableKind.Until)
            return;
        var callee = call.Callee;
        if (call.Kind is DurableKind.SubFlow or DurableKind.Gate or DurableKind.Signal && !SymbolEqualityComparer.Default.Equals(call.Method.ContainingType, flow.Method.ContainingType))
            flow.Report(RuleIds.OperationInUnsupportedPlace, callee, call.Method.Name);
        var receiver = (callee as MemberAccessExpressionSyntax)?.Expression;
        while (receiver is MemberAccessExpressionSyntax access && flow.Model.GetSymbolInfo(access).Symbol is IFieldSymbol or IPropertySymbol)
            receiver = access.Expression;
        if (receiver is null or ThisExpressionSyntax or BaseExpressionSyntax)
            return;
        var symbol = flow.Model.GetSymbolInfo(receiver).Symbol;
        var isOfTheWorkflow = symbol is IFieldSymbol or IPropertySymbol or INamedTypeSymbol or INamespaceSymbol
            || symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } };
        if (!isOfTheWorkflow)
            flow.Report(RuleIds.OperationInUnsupportedPlace, receiver, receiver.ToString());
    }
}
