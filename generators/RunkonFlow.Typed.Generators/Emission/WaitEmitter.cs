using RunkonFlow.Typed.Generators.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Emits the bodies of gates and signals: the engine never calls them, and called as plain C# they say so.</summary>
internal static class WaitEmitter
{
    public static void Emit(SourceWriter writer, WorkflowModel workflow)
    {
        foreach (var wait in workflow.Waits)
        {
            if (wait.Declaration is not { } declaration) continue;
            writer.Line();
            writer.Line(EmittedFile.GeneratedCode);
            writer.Line(declaration);
            using (writer.Indent())
                writer.Line($"=> throw new global::RunkonFlow.Typed.NoEngineException({ConstantText.Of(wait.Name)});");
        }
    }
}
