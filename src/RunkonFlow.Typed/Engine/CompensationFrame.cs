using System.Collections.Immutable;
using System.Text.Json;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>
/// The compensations of a run as a flow of its own: one step after the other, from the last that completed to the first. One
/// that fails for good is recorded, and the next is run all the same.
/// </summary>
internal sealed class CompensationFrame(FlowMachine machine, object workflow, IReadOnlyList<CompensationFrame.Entry> entries) : FlowFrame
{
    /// <summary>A completed step that is to be undone.</summary>
    public sealed record Entry(int Node, IterationPath Path, ReadOnlyMemory<byte> Result, NodeDefinition Undo);

    /// <summary>What the frame's commands mean.</summary>
    public ImmutableArray<NodeDefinition> Nodes { get; } =
        [new() { Id = "", Kind = NodeKind.None, StepId = "" }, .. entries.Select(static entry => entry.Undo)];

    public override int Node => Math.Max(Position, 0);

    public override IterationPath Path => Position > 0 ? entries[Position - 1].Path : default;

    /// <summary>What is to be undone, from the rows of a run.</summary>
    public static IReadOnlyList<Entry> EntriesOf(WorkflowDefinition definition, IReadOnlyList<WorkflowRunStep> rows)
    {
        // A failed attempt that another follows has undone nothing yet.
        var undone = rows.GroupBy(static row => (row.NodeId, row.Path), static (key, attempts) => (Key: key, Last: attempts.MaxBy(static row => row.Attempt)!))
            .Where(static operation => operation.Last.Status.IsTerminal() && operation.Last.ErrorType != FailureTypes.Interrupted)
            .Select(static operation => operation.Key).ToHashSet();
        var entries = new List<Entry>();
        foreach (var row in rows.Where(static row => row.Status == StepStatus.Completed).OrderByDescending(static row => row.Position))
        {
            var node = IndexOf(definition, row.NodeId);
            if (node == 0 || definition.Nodes[node].Compensation is not { } compensation) continue;
            var undo = new NodeDefinition
            {
                Id = $"{row.NodeId}/{compensation.StepId}",
                Kind = NodeKind.Step,
                StepId = compensation.StepId,
                Retry = compensation.Retry,
                Timeout = compensation.Timeout,
                Commits = true,
                IsTransactional = compensation.IsTransactional,
                ArgumentsArePlain = true,
                IsInFinalizer = true,
            };
            if (!undone.Contains((undo.Id, row.Path)) && !compensation.FormerStepIds.Any(id => undone.Contains(($"{row.NodeId}/{id}", row.Path))))
                entries.Add(new(node, row.Path, System.Text.Encoding.UTF8.GetBytes(row.StructuredOutput ?? "null"), undo));
        }
        return entries;
    }

    public override FlowCommand Advance()
    {
        Position = Position < entries.Count ? Position + 1 : -1;
        return Position > 0 ? new(FlowCommandKind.Step, Position) : new(FlowCommandKind.Return, 0);
    }

    public override ValueTask ExecuteAsync(int node, StepContext step, CancellationToken cancellationToken)
    {
        var entry = entries[node - 1];
        var result = StoredJson.Open(entry.Result.Span);
        return machine.CompensateAsync(entry.Node, workflow, ref result, step, cancellationToken);
    }

    public override void Fail(Failure failure) => FinalizerError ??= failure;

    public override void Write(Utf8JsonWriter json) => throw new NotSupportedException("Compensations are found again from the run's rows.");

    public override void Read(ref Utf8JsonReader json) => throw new NotSupportedException("Compensations are found again from the run's rows.");

    private static int IndexOf(WorkflowDefinition definition, string nodeId)
    {
        for (var i = 1; i < definition.Nodes.Length; i++)
            if (definition.Nodes[i].IsCalled(nodeId)) return i;
        return 0;
    }
}
