using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Oracle.Tests.Engine;

public sealed partial class EngineModel
{
    private void Execute(Group group, ModelStrand strand)
    {
        Seen.Add($"group {group.Kind}{(group.MinSuccess > 0 ? " with enough" : "")}");
        var values = new int[group.Branches.Length];
        var failures = new List<ModelException>();
        var (present, winner) = (0, -1);
        for (var i = 0; i < values.Length; i++)
        {
            var (kind, call) = group.Branches[i];
            values[i] = call.Kind is CallKind.ShortTimer or CallKind.LongTimer ? Fold.Of(default(Unit)) : 0;
            if (i == group.Conditional && strand.X % 2 != 0)
            {
                Seen.Add("branch left out");
                continue;
            }
            present++;
            var at = $"{strand.At}/{group.Site}x{i}";
            var branch = new ModelStrand(at, strand.X, strand.Path, strand.Prefix, strand.Scope) { Group = $"{strand.At}/{group.Site}x" };
            try
            {
                if (InBranch(kind, call, branch, isRace: group.Kind == GroupKind.Race) is not { } value) continue;
                values[i] = value;
                if (winner < 0) winner = i;
            }
            catch (ModelException failure) when (failure.Kind != FailureKind.Cancel)
            {
                failures.Add(failure);
            }
            catch (ModelException)
            {
                Row(strand, $"g{group.Site}", StepStatus.Cancelled);
                throw;
            }
        }
        Join(group, strand, values, failures, present, winner);
    }

    private void Join(Group group, ModelStrand strand, int[] values, List<ModelException> failures, int present, int winner)
    {
        var id = $"g{group.Site}";
        var needed = group.MinSuccess > 0 && group.MinSuccess < present ? group.MinSuccess : present;
        var isWell = group.Kind switch
        {
            GroupKind.All => present - failures.Count >= needed,
            GroupKind.FailFast => false,
            _ => winner >= 0,
        };
        Row(strand, id, isWell ? StepStatus.Completed : StepStatus.Failed);
        if (!isWell)
        {
            Seen.Add("group failed");
            // A fault of a branch's own statement comes before failures of steps.
            var first = failures.Find(failure => failure.Kind == FailureKind.Fault) ?? failures[0];
            throw first.With(failures.Count - 1);
        }
        if (failures.Count > 0 && group.Kind == GroupKind.All) Seen.Add("group had enough");
        strand.X = group.Kind == GroupKind.All ? Fold.Into(strand.X, values) : Fold.Into(strand.X, [winner, .. values]);
    }

    /// <summary>Null for a branch that others stop.</summary>
    private int? InBranch(BranchKind kind, Call call, ModelStrand branch, bool isRace)
    {
        var id = $"s{call.Site}";
        switch (kind)
        {
            case BranchKind.Hanging:
                if (call.Kind == CallKind.Ask) _calls.Add((branch.At, $"hang {call.Site} {branch.X}"));
                Row(branch, id, StepStatus.Cancelled);
                return null;
            case BranchKind.Failing:
                _calls.Add((branch.At, $"fail {call.Site} {branch.X}"));
                // Of a race it may have been stopped in the very moment.
                Row(branch, id, isRace ? null : StepStatus.Failed);
                throw new ModelException(
                    FailureKind.Step, typeof(InvalidOperationException).FullName!, $"failed {call.Site} {branch.At}", $"{branch.Prefix}{id}", 1);
            case BranchKind.Winning:
                return Execute(call with { Kind = CallKind.Tell }, branch, branch.At, id);
            default:
                return Execute(call, branch, branch.At, id);
        }
    }

    private void Execute(Items items, ModelStrand strand)
    {
        Seen.Add($"items {items.OnFailure}, each {items.Body}");
        var (statuses, values) = (new ItemStatus[items.Count], new int[items.Count]);
        var error = "";
        for (var i = 0; i < items.Count; i++)
        {
            statuses[i] = ItemStatus.Skipped;
            if (items.OnFailure == OnItemFailure.Halt && statuses.AsSpan(0, i).Contains(ItemStatus.Failed)) continue;
            if (items.HasDependencies && Fold.DependenciesOf(i).Any(key => statuses[key[1] - '0'] != ItemStatus.Completed)) continue;
            try
            {
                values[i] = Item(items, strand, i);
                statuses[i] = ItemStatus.Completed;
            }
            catch (ModelException failure) when (failure.Kind != FailureKind.Cancel)
            {
                statuses[i] = ItemStatus.Failed;
                if (error.Length == 0) error = $"'k{i}': {failure.Message}";
            }
            catch (ModelException)
            {
                Row(strand, $"f{items.Site}", StepStatus.Cancelled);
                throw;
            }
        }
        Collect(items, strand, statuses, values, error);
    }

    private void Collect(Items items, ModelStrand strand, ItemStatus[] statuses, int[] values, string error)
    {
        var (failed, completed) = (statuses.Count(status => status == ItemStatus.Failed), statuses.Count(status => status == ItemStatus.Completed));
        foreach (var status in statuses) Seen.Add($"item {status}");
        var fault = failed > 0 && items.OnFailure == OnItemFailure.Halt ? $"{failed} of {items.Count} items failed; the first of them, {error}"
            : completed < items.MinSuccess ? $"{completed} of {items.Count} items ended well; {items.MinSuccess} are needed." : null;
        Row(strand, $"f{items.Site}", fault is null ? StepStatus.Completed : StepStatus.Failed);
        if (fault is not null)
        {
            Seen.Add("items failed");
            throw new ModelException(FailureKind.Step, "ItemsFailed", fault, $"{strand.Prefix}f{items.Site}", 1);
        }
        for (var i = 0; i < items.Count; i++) strand.X = Fold.Into(strand.X, i, Fold.Of($"k{i}"), (int)statuses[i], values[i]);
    }

    private int Item(Items items, ModelStrand strand, int i)
    {
        var at = $"{strand.At}/{items.Site}i{i}";
        var item = new ModelStrand(at, strand.X + i, "", "", strand.Scope) { Group = $"{strand.At}/{items.Site}i" };
        switch (items.Body)
        {
            case CallKind.Child:
                return Child(item, at, "item");
            case CallKind.SubFlow:
                Execute(program.SubFlows[0], item);
                return item.X;
            default:
                return Execute(new Call(items.Site, CallKind.Ask), item, at, "item");
        }
    }
}
