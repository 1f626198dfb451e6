using RunkonFlow.Typed.Generators.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Emits the handles of a workflow's own steps.</summary>
internal static class StepHandleEmitter
{
    public const string Steps = "Steps";

    public static void Emit(SourceWriter writer, WorkflowModel workflow)
    {
        if (workflow.Steps.Count == 0 || workflow.TakenNames.Contains(Steps)) return;
        writer.Line();
        writer.Line($"/// <summary>The steps that workflow <c>{XmlText.Escape(workflow.Id)}</c> declares, as tests name them.</summary>");
        writer.Line(EmittedFile.GeneratedCode);
        using (writer.Block($"public static class {Steps}"))
        {
            for (var i = 0; i < workflow.Steps.Count; i++)
            {
                if (i > 0) writer.Line();
                Handle(writer, workflow, workflow.Steps[i]);
            }
        }
    }

    private static void Handle(SourceWriter writer, WorkflowModel workflow, StepHandleModel step)
    {
        writer.Line($"/// <summary>Step <c>{XmlText.Escape(step.Id)}</c>: <c>{step.Method}</c>.</summary>");
        var type = $"global::RunkonFlow.Typed.StepHandle{(step.Result is null ? "" : $"<{step.Result}>")}";
        var ids = $"{ConstantText.Of(workflow.Id)}, {ConstantText.Of(step.Id)}";
        writer.Line($"{step.Accessibility} static {type} {Identifier.Escape(step.Handle)} {{ get; }} = new({ids});");
    }
}
