using System.Text;
using System.Text.Json;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Graphs;

/// <summary>Graphs as JSON. What is null, and false, is left out.</summary>
internal static class GraphJson
{
    public static string TextOf(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) write(json);
        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    public static void Write(Utf8JsonWriter json, FlowGraph graph, RunGraph? run)
    {
        json.WriteStartObject();
        json.WriteString("workflow"u8, graph.Workflow);
        json.WriteNumber("version"u8, graph.Version);
        json.WriteString("title"u8, graph.Title);
        if (run is not null) WriteRun(json, run.Run);
        json.WriteStartArray("nodes"u8);
        foreach (var node in graph.Nodes) WriteNode(json, node, run?.Find(node.Id));
        json.WriteEndArray();
        json.WriteStartArray("edges"u8);
        foreach (var edge in graph.Edges) WriteEdge(json, edge);
        json.WriteEndArray();
        if (run is not null)
        {
            json.WriteStartArray("unknown"u8);
            foreach (var live in run.Unknown) WriteNode(json, live.Node, live);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, WorkflowRun run)
    {
        json.WriteStartObject("run"u8);
        json.WriteString("id"u8, run.Id.ToString());
        json.WriteString("status"u8, run.Status.ToText());
        if (run.SuspendReason != SuspendReason.None) json.WriteString("suspendReason"u8, run.SuspendReason == SuspendReason.Poison ? "poison" : "paused");
        Flag(json, "isFinalizing", run.IsFinalizing);
        Text(json, "itemNode", run.ItemNode is { Length: > 0 } item ? item : null);
        Text(json, "parentRunId", run.ParentWorkflowRunId?.ToString());
        Text(json, "atNode", run.AtNode);
        Text(json, "blockedOn", run.BlockedOn);
        json.WriteString("createdAt"u8, run.CreatedAt);
        Time(json, "startedAt", run.StartedAt);
        Time(json, "endedAt", run.EndedAt);
        Time(json, "dueAt", run.DueAt);
        Text(json, "error", run.Error);
        Text(json, "finalizerError", run.FinalizerError);
        json.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter json, GraphNode node, RunGraphNode? live)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, node.Id);
        json.WriteString("kind"u8, node.Kind.ToText());
        Text(json, "stepId", node.StepId is { Length: > 0 } step ? step : null);
        Text(json, "within", node.Within);
        Flag(json, "isInFinalizer", node.IsInFinalizer);
        if (live is not null) WriteLive(json, live);
        json.WriteEndObject();
    }

    private static void WriteLive(Utf8JsonWriter json, RunGraphNode live)
    {
        json.WriteString("status"u8, live.Status.ToText());
        json.WriteNumber("executions"u8, live.Executions);
        json.WriteNumber("attempts"u8, live.Attempts);
        Time(json, "startedAt", live.StartedAt);
        Time(json, "endedAt", live.EndedAt);
        Time(json, "dueAt", live.DueAt);
        Text(json, "waitsFor", live.WaitsFor);
        Text(json, "errorType", live.ErrorType);
        Text(json, "error", live.Error);
        if (!live.ChildRunIds.IsEmpty)
        {
            json.WriteStartArray("childRunIds"u8);
            foreach (var child in live.ChildRunIds) json.WriteStringValue(child);
            json.WriteEndArray();
        }
        if (live.Progress is { } progress)
        {
            json.WriteStartObject("progress"u8);
            json.WriteNumber("done"u8, progress.Done);
            json.WriteNumber("total"u8, progress.Total);
            json.WriteEndObject();
        }
        if (live.Outcomes is not { } outcomes) return;
        json.WriteStartObject("outcomes"u8);
        json.WriteNumber("total"u8, outcomes.Total);
        json.WriteNumber("active"u8, outcomes.Active);
        json.WriteNumber("completed"u8, outcomes.Completed);
        json.WriteNumber("failed"u8, outcomes.Failed);
        json.WriteNumber("skipped"u8, outcomes.Skipped);
        json.WriteNumber("cancelled"u8, outcomes.Cancelled);
        json.WriteEndObject();
    }

    private static void WriteEdge(Utf8JsonWriter json, GraphEdge edge)
    {
        json.WriteStartObject();
        json.WriteString("from"u8, edge.From);
        json.WriteString("to"u8, edge.To);
        json.WriteString("kind"u8, edge.Kind.ToText());
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } moment) json.WriteString(name, moment);
    }

    private static void Flag(Utf8JsonWriter json, string name, bool value)
    {
        if (value) json.WriteBoolean(name, value);
    }
}
