using RunkonFlow.Typed.Generators.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>
/// Emits what users name of gates and signals: their handles, and the bodies of the partial methods. The engine never calls
/// those; called as plain C# they take an answer from <c>FlowInline</c>, or say that they need the engine.
/// </summary>
internal static class WaitEmitter
{
    public const string Gates = "Gates";
    public const string Signals = "Signals";

    public static void Emit(SourceWriter writer, WorkflowModel workflow)
    {
        Handles(writer, workflow, Gates, workflow.Waits.Where(wait => wait is { IsGate: true, HasHandle: true }).ToList());
        Handles(writer, workflow, Signals, workflow.Waits.Where(wait => wait is { IsGate: false, HasHandle: true }).ToList());
        foreach (var wait in workflow.Waits)
        {
            if (wait.Declaration is not { } declaration) continue;
            writer.Line();
            writer.Line(EmittedFile.GeneratedCode);
            writer.Line(declaration);
            using (writer.Indent())
                writer.Line($"=> {Body(workflow, wait)};");
        }
    }

    private static string Body(WorkflowModel workflow, WaitModel wait)
    {
        var method = ConstantText.Of(wait.Name);
        if (!wait.RunsInline) return $"throw new global::RunkonFlow.Typed.NoEngineException({method})";
        var value = wait.Value is null ? "" : $"<{wait.Value}>";
        var names = $"{ConstantText.Of(workflow.Id)}, {ConstantText.Of(wait.Id)}, {method}";
        return wait.OnTimeout is { } onTimeout
            ? $"global::RunkonFlow.Typed.FlowInline.Decide{value}({names}, global::RunkonFlow.Typed.OnTimeout.{onTimeout})"
            : $"global::RunkonFlow.Typed.FlowInline.Receive{value}({names})";
    }

    private static void Handles(SourceWriter writer, WorkflowModel workflow, string name, List<WaitModel> waits)
    {
        if (waits.Count == 0 || workflow.TakenNames.Contains(name)) return;
        writer.Line();
        writer.Line($"/// <summary>The {name.ToLowerInvariant()} of workflow <c>{XmlText.Escape(workflow.Id)}</c>, as a client names them.</summary>");
        writer.Line(EmittedFile.GeneratedCode);
        using (writer.Block($"public static class {name}"))
        {
            for (var i = 0; i < waits.Count; i++)
            {
                if (i > 0) writer.Line();
                Handle(writer, workflow, waits[i]);
            }
        }
    }

    private static void Handle(SourceWriter writer, WorkflowModel workflow, WaitModel wait)
    {
        if (wait.Request is { } request)
        {
            Handle(writer, workflow, wait, request);
            return;
        }
        var kind = wait.IsGate ? "Gate" : "Signal";
        writer.Line($"/// <summary>{kind} <c>{XmlText.Escape(wait.Id)}</c>: the flow waits for it in <c>{wait.Name}</c>.</summary>");
        var type = $"global::RunkonFlow.Typed.{kind}Handle{(wait.Value is null ? "" : $"<{wait.Value}>")}";
        var ids = $"{ConstantText.Of(workflow.Id)}, {ConstantText.Of(wait.Id)}";
        writer.Line($"{wait.Accessibility} static {type} {Identifier.Escape(wait.Handle)} {{ get; }} = new({ids}{(wait.IsGate ? "" : ", " + Write(workflow, wait))}){FormerIds(wait)};");
    }

    private static void Handle(SourceWriter writer, WorkflowModel workflow, WaitModel wait, RequestModel request)
    {
        writer.Line($"/// <summary>Signal <c>{XmlText.Escape(wait.Id)}</c>: the flow waits for it in <c>{wait.Name}</c>, and answers.</summary>");
        var read = workflow.TakenNames.Contains("Registration")
            ? $"static _ => throw new global::RunkonFlow.Typed.NoEngineException({ConstantText.Of(wait.Name)})"
            : $"static json => ({request.Reply}){workflow.Type}.Registration.Machine.ReadReply(json, {ConstantText.Of(wait.Id)})!";
        writer.Line($"{wait.Accessibility} static global::RunkonFlow.Typed.RequestHandle<{request.Message}, {request.Reply}> {Identifier.Escape(wait.Handle)} {{ get; }} = new(");
        using (writer.Indent())
        {
            writer.Line($"{ConstantText.Of(workflow.Id)}, {ConstantText.Of(wait.Id)}, {Write(workflow, wait)},");
            writer.Line($"{read}){FormerIds(wait)};");
        }
    }

    private static string FormerIds(WaitModel wait)
        => wait.FormerIds.Count > 0 ? $" {{ FormerIds = new[] {{ {string.Join(", ", wait.FormerIds.Select(ConstantText.Of))} }} }}" : "";

    /// <summary>The machine has the writer of the message; without one its registration says why.</summary>
    private static string Write(WorkflowModel workflow, WaitModel wait)
        => workflow.TakenNames.Contains("Registration")
            ? $"static (_, _) => throw new global::RunkonFlow.Typed.NoEngineException({ConstantText.Of(wait.Name)})"
            : $"static (json, message) => {workflow.Type}.Registration.Machine.WriteMessage(json, {ConstantText.Of(wait.Id)}, message)";
}
