using RunkonFlow.Typed.Generators.Model;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Emits the one method that registers all workflows of an assembly.</summary>
internal static class RegistrationEmitter
{
    private const string Builder = "global::RunkonFlow.Typed.RunkonFlowBuilder";

    public static string Emit(CompilationFacts facts, IEnumerable<RegistrationModel> workflows)
    {
        // Sorted, because the order in which the compiler hands out files is not the user's business.
        var types = workflows.Select(w => w.Type).OrderBy(type => type, StringComparer.Ordinal).ToList();
        var name = $"Add{facts.NamePart}Workflows";

        var writer = EmittedFile.Begin();
        writer.Line("namespace RunkonFlow.Typed;").Line();
        writer.Line($"/// <summary>Registers the workflows of {XmlText.Escape(facts.AssemblyName)}.</summary>");
        writer.Line(EmittedFile.GeneratedCode);
        using (writer.Block($"public static class {facts.NamePart}WorkflowRegistration"))
        {
            writer.Line($"/// <summary>Registers every workflow of {XmlText.Escape(facts.AssemblyName)}.</summary>");
            writer.Line($"public static {Builder} {name}(this {Builder} builder)");
            using (writer.Indent())
            {
                writer.Line("=> builder");
                using (writer.Indent())
                {
                    for (var i = 0; i < types.Count; i++)
                        writer.Line($".Add({types[i]}.Registration){(i == types.Count - 1 ? ";" : "")}");
                }
            }
        }
        return writer.ToString();
    }
}
