using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>
/// Reads <c>Flow.Parallel</c> and <c>Flow.Race</c>. Each branch becomes a flow of one operation; the arguments of all branches are evaluated
/// from left to right before the first one begins.
/// </summary>
internal sealed class BranchParser(FlowContext flow, VariableTable variables, PieceParser pieces, ArgumentParser arguments, OperationParser operations)
{
    private readonly List<FlowBody> _flows = [];
    private readonly List<BranchModel> _branches = [];
    private readonly List<StatementModel> _preparation = [];
    private readonly List<Piece> _stores = [];

    /// <param name="Operation">The group, without what becomes of its result.</param>
    /// <param name="Statement">Its statement, without what follows it.</param>
    /// <param name="Flows">The flows of its branches.</param>
    internal sealed record Parsed(OperationModel Operation, OperationStatement Statement, IReadOnlyList<FlowBody> Flows);

    public Parsed Parse(DurableCall group, int index)
    {
        var calls = new List<(BranchCall Branch, DurableCall Call, List<ArgumentParser.Passed> Passed)>();
        foreach (var branch in BranchCall.Of(group, flow.Model))
        {
            if (branch.Call is not { IsGroup: false } call)
            {
                flow.Report(RuleIds.OperationInUnsupportedPlace, branch.Whole, branch.Whole.ToString());
                continue;
            }
            operations.CheckReceiver(call);
            calls.Add((branch, call, arguments.Read(call)));
        }
        var conditions = calls.Select(c => c.Branch.Condition).OfType<ExpressionSyntax>().ToList();
        arguments.Decide([.. calls.SelectMany(c => c.Passed)], conditions);
        foreach (var (branch, call, passed) in calls)
            _branches.Add(Branch(branch, call, passed, index, group));

        var options = -1;
        if (BranchCall.OptionsOf(group) is { } given)
        {
            options = variables.AddHidden(VariableKind.Argument, $"__options{index + 1}", group.Method.Parameters.First(p => p.Name == "options").Type);
            _stores.Add(pieces.Store(given, options));
        }
        var operation = operations.Describe(group, index, []) with
        {
            Branches = [.. calls.Select((c, i) => (c.Branch.Ordinal, Model: _branches[i])).OrderBy(b => b.Ordinal).Select(b => b.Model)],
            Options = options,
        };
        return new(operation, new OperationStatement(index, [.. _stores], null) { Preparation = [.. _preparation] }, _flows);
    }

    private BranchModel Branch(BranchCall branch, DurableCall call, List<ArgumentParser.Passed> passed, int index, DurableCall group)
    {
        var stores = new List<Piece>();
        var models = arguments.Parse(call, passed, index, stores);
        var taken = -1;
        if (branch.Condition is { } condition)
        {
            taken = variables.AddHidden(VariableKind.Argument, $"__taken{index + 1}_{branch.Ordinal + 1}", flow.Model.Compilation.GetSpecialType(SpecialType.System_Boolean));
            Guard(branch, condition, stores, taken);
        }
        else
        {
            _stores.AddRange(stores);
        }
        var body = new SingleOperationFlow(flow, operations).Of(call, models, FlowRole.Branch, $"{flow.Method.Name}_{Emission.Identifier.PascalOfId(call.SiteId)}");
        _flows.Add(body);
        return new BranchModel
        {
            Id = call.SiteId,
            FormerIds = body.Operations[0].FormerIds,
            Flow = body.Key,
            // What the frame of the branch is given, its operation copies.
            Arguments = [.. models.Where(a => a.From is ArgumentSource.Plain or ArgumentSource.Stored).Select(a => a with { Copied = null })],
            Taken = taken,
            ResultType = ((INamedTypeSymbol)group.Method.Parameters[branch.Ordinal].Type).TypeArguments[0].Text(),
            HasResult = body.ResultType is not null,
        };
    }

    /// <summary>The arguments of a branch under a condition are evaluated where it is taken, behind those to the left of it.</summary>
    private void Guard(BranchCall branch, ExpressionSyntax condition, List<Piece> stores, int taken)
    {
        foreach (var store in _stores)
            _preparation.Add(new PieceStatement(store));
        _stores.Clear();
        var choice = (ConditionalExpressionSyntax)condition.Parent!;
        var test = pieces.Condition(condition, null, choice.WhenTrue, choice.WhenFalse);
        var (yes, no) = (Block(stores.Append(pieces.StoreText("true", taken, condition))), Block([pieces.StoreText("false", taken, condition)]));
        _preparation.Add(branch.IsTakenWhenTrue ? new IfModel(test, yes, no) : new IfModel(test, no, yes));
    }

    private static BlockModel Block(IEnumerable<Piece> stores) => new([.. stores.Select(s => new PieceStatement(s))]);
}
