using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>
/// Reads <c>Flow.ForEach</c> and the list form of <c>Flow.Parallel</c>. An item is a flow of one operation, whose parameters are the
/// arguments of the call; they are evaluated for all items before the first one begins.
/// </summary>
internal sealed class FanOutParser(FlowContext flow, VariableTable variables, PieceParser pieces, ArgumentParser arguments, OperationParser operations)
{
    /// <param name="Operation">The fan-out, without what becomes of its result.</param>
    /// <param name="Statement">Its statement, without what follows it.</param>
    /// <param name="Item">The flow of an item.</param>
    internal sealed record Parsed(OperationModel Operation, OperationStatement Statement, FlowBody Item);

    /// <summary>The reading; null when the body is no operation, which a rule says.</summary>
    public Parsed? Parse(DurableCall group, int index)
    {
        if (BranchCall.ArgumentOf(group, "items") is not { } items || ItemBody.Of(group, flow.Model) is not { } body)
            return null;
        if (body.Call is not { IsGroup: false } call)
        {
            flow.Report(RuleIds.OperationInUnsupportedPlace, body.Whole, body.Whole.ToString());
            return null;
        }
        operations.CheckReceiver(call);
        var itemType = group.Method.TypeArguments[0];
        var snapshot = variables.AddHidden(VariableKind.Items, $"__elements{index + 1}", flow.Model.Compilation.CreateArrayTypeSymbol(itemType));
        var stores = new List<Piece> { pieces.Store(items, snapshot, $"global::RunkonFlow.Typed.Machines.Snapshot.Of<{itemType.Text()}>(", ")") };
        var options = Options(group, index, itemType, stores);

        var passed = body.Lambda is null ? [] : arguments.Read(call);
        var models = body.Lambda is null ? OfMethodGroup(call, itemType) : arguments.Describe(call, passed);
        var inputs = Inputs(group, body, index, itemType, snapshot, passed, models, out var ofItems);
        var name = $"{flow.Method.Name}_{Emission.Identifier.PascalOfId(group.SiteId)}Item";
        var item = new SingleOperationFlow(flow, operations).Of(call, models, FlowRole.Item, name);
        var operation = operations.Describe(group, index, []) with
        {
            Options = options,
            FanOut = new FanOutModel
            {
                Flow = item.Key,
                Items = snapshot,
                Inputs = inputs,
                ItemType = itemType.Text(),
                ItemPayload = flow.Payloads.Parse(itemType),
                ItemResultType = item.ResultType,
                ItemResultPayload = item.ResultPayload,
                Child = call.Kind == DurableKind.Child ? call.Method.ContainingType.Text() : null,
                IsList = group.Method.Name == "Parallel",
            },
        };
        // A block of its own: what goes over the items reads them from the frame.
        var first = new BlockModel([.. stores.Select(s => new PieceStatement(s))]);
        return new(operation, new OperationStatement(index, [ofItems], null) { Preparation = [first] }, item);
    }

    /// <summary>A variable for the options; the list form of <c>Flow.Parallel</c> has a number instead.</summary>
    private int Options(DurableCall group, int index, ITypeSymbol itemType, List<Piece> stores)
    {
        var type = flow.Model.Compilation.GetTypeByMetadataName("RunkonFlow.Typed.ForEachOptions`1")!.Construct(itemType);
        if (BranchCall.OptionsOf(group) is { } given)
        {
            var options = variables.AddHidden(VariableKind.Argument, $"__options{index + 1}", type.WithNullableAnnotation(NullableAnnotation.Annotated));
            stores.Add(pieces.Store(given, options));
            return options;
        }
        if (BranchCall.ArgumentOf(group, "maxParallel") is not { } number)
            return -1;
        var limited = variables.AddHidden(VariableKind.Argument, $"__options{index + 1}", type);
        stores.Add(pieces.Store(number, limited, "new() { MaxParallel = ", " }"));
        return limited;
    }

    /// <summary>The method's parameter takes the item; what it has beside is the engine's.</summary>
    private List<ArgumentModel> OfMethodGroup(DurableCall call, ITypeSymbol itemType)
    {
        var models = arguments.Describe(call, []);
        if (call.Method.Parameters.FirstOrDefault(p => !p.IsEngineParameter()) is not { } parameter)
            return models;
        var payload = flow.Payloads.Parse(parameter.Type);
        models.Insert(0, new ArgumentModel
        {
            Name = null,
            Parameter = parameter.Name,
            From = ArgumentSource.Plain,
            Type = parameter.Type.Text(),
            Copied = payload.IsImmutable ? null : payload,
            Source = pieces.SpanOf(call.Call),
        });
        return models;
    }

    /// <summary>The arguments of all items, in one expression that goes over the snapshot.</summary>
    private int Inputs(
        DurableCall group, ItemBody body, int index, ITypeSymbol itemType, int snapshot, List<ArgumentParser.Passed> passed, List<ArgumentModel> models,
        out Piece store)
    {
        var inputs = passed.Where(p => !p.Parameter.IsEngineParameter()).ToList();
        var types = models.Where(m => m.From is ArgumentSource.Plain or ArgumentSource.Stored).Select(m => m.Type).ToList();
        // A child's input is what its typed start makes of the arguments.
        var child = body.Call!.Kind == DurableKind.Child ? body.Call.Method.ContainingType.Text() : null;
        var type = child is not null ? "object" : types.Count switch { 0 => "global::RunkonFlow.Typed.Unit", 1 => types[0], _ => $"({string.Join(", ", types)})" };
        var texts = body.Lambda is null ? [Parameter] : inputs.ConvertAll(ArgumentParser.TextOf);
        var parameters = models.Where(m => m.From is ArgumentSource.Plain or ArgumentSource.Stored).Select(m => VariableTable.Escape(m.Parameter));
        var value = child is not null ? $"{child}.Start({string.Join(", ", parameters.Zip(texts, (name, text) => $"{name}: {text}"))}).Input" : texts.Count switch { 0 => "default", 1 => texts[0], _ => $"({string.Join(", ", texts)})" };
        var number = variables.AddHidden(VariableKind.Argument, $"__inputs{index + 1}", $"{type}[]");
        var names = new NameCollector(flow, variables).Collect([.. inputs.SelectMany(p => p.Expressions)]);
        var parameter = Parameters(body, itemType);
        var call = $"global::RunkonFlow.Typed.Machines.Snapshot.Select<{itemType.Text()}, {type}>({variables[snapshot].Name}, {type} ({parameter}) => {value})";
        store = pieces.StoreText(call, number, group.Call) with { Names = names with { Named = [.. names.Named, snapshot], Assigned = names.Declared } };
        return number;
    }

    private const string Parameter = "__item";

    /// <summary>The item under the user's name. A body may also name its token and its context, which are not yet there.</summary>
    private static string Parameters(ItemBody body, ITypeSymbol itemType)
    {
        var name = body.Lambda switch
        {
            SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier.Text,
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var first, ..] } => first.Identifier.Text,
            AnonymousMethodExpressionSyntax { ParameterList.Parameters: [var first, ..] } => first.Identifier.Text,
            _ => Parameter,
        };
        return $"{itemType.Text()} {(name == "_" ? Parameter : name)}";
    }
}
