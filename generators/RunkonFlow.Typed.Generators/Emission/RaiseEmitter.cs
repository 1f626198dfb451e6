using RunkonFlow.Typed.Generators.Lowering;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Emits where a failure goes, for segments and operations alike: one switch over the region in force.</summary>
internal sealed class RaiseEmitter(SourceWriter writer, FrameLayout layout)
{
    public void Emit()
    {
        writer.Line();
        using (writer.Block($"private void Raise({Library.Failure} failure)"))
        {
            if (layout.Lowered.Regions.Count == 1)
            {
                End();
                return;
            }
            using (writer.Block("while (true)"))
            using (writer.Block("switch (Region)"))
            {
                foreach (var region in layout.Lowered.Regions.Where(r => r.Kind != RegionKind.Flow))
                    Case(region);
                writer.Line("default:");
                using (writer.Indent())
                {
                    End();
                    writer.Line("return;");
                }
            }
        }
    }

    private void End()
    {
        writer.Line("Outcome = failure;");
        writer.Line("Position = -1;");
    }

    private void Case(Region region)
    {
        writer.Line($"case {region.Id}:   // {Describe(region)}");
        using var indent = writer.Indent();
        switch (region.Kind)
        {
            case RegionKind.Catches:
                writer.Line($"{FrameFields.CaughtOf(region.Try)} = failure;");
                writer.Line($"Region = {region.Parent!.Id};");
                writer.Line($"Position = {region.Entry!.Position};");
                writer.Line("return;");
                break;
            case RegionKind.Finally:
                writer.Line($"{FrameFields.PendingOf(region)} = {Library.Completion}.Of(failure);");
                writer.Line($"Position = {region.Entry!.Position};");
                writer.Line("return;");
                break;
            default:
                using (writer.Block($"if (!Replaces(ref {FrameFields.PendingOf(region.Protects!)}, failure))"))
                {
                    writer.Line($"Position = {region.Protects!.End!.Position};");
                    writer.Line("return;");
                }
                writer.Line($"Region = {region.Parent!.Id};");
                writer.Line("continue;");
                break;
        }
    }

    private static string Describe(Region region) => region.Kind switch
    {
        RegionKind.Catches => $"the block of try {region.Try}, with its catch clauses",
        RegionKind.Finally => $"try {region.Try}, with its finally",
        _ => $"the finally of try {region.Try}",
    };
}
