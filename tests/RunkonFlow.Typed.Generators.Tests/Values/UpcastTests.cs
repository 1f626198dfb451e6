using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Generators.Tests.Values;

/// <summary>Values that were stored in an older form of their type.</summary>
public sealed class UpcastTests
{
    private const string Shop = """
        namespace Shop;

        public sealed record Order(string Id, decimal Total, string Currency)
        {
            [Upcast(2)] internal static Order From(OrderInDecimals old) => new(old.Id, old.Total, "EUR");
        }
        public sealed record OrderInDecimals(string Id, decimal Total)
        {
            [Upcast] public static OrderInDecimals From(OrderInCents old) => new(old.Id, old.Cents / 100m);
        }
        public sealed record OrderInCents(string Id, int Cents);
        public sealed record Twin(string Id, decimal Total, string Currency);
        public sealed record Cart(List<Order> Orders, Order? Gift, Size Size);
        public readonly record struct Size(int Width, int Height)
        {
            [Upcast] public static Size From(int old) => new(old, old);
        }
        public sealed record Late(int A)
        {
            [Upcast(2)] public static Late From(Lately old) => new(old.A);
        }
        public sealed record Lately(int A);
        public sealed record Strict(int A)
        {
            [Upcast] public static Strict From(int old) => old > 0 ? new(old) : throw new ArgumentException("not positive");
        }
        public sealed record Page<T>(T Item, int Number)
        {
            [Upcast] public static Page<T> From(PageOf<T> old) => new(old.Item, 1);
        }
        public sealed record PageOf<T>(T Item);
        """;

    [Theory]
    [InlineData("the first form", """{"Id":"a","Cents":250}""", """{"$v":3,"Id":"a","Total":2.5,"Currency":"EUR"}""")]
    [InlineData("the second form", """{"$v":2,"Id":"a","Total":2.5}""", """{"$v":3,"Id":"a","Total":2.5,"Currency":"EUR"}""")]
    [InlineData("its own form", """{"$v":3,"Id":"a","Total":2.5,"Currency":"USD"}""", """{"$v":3,"Id":"a","Total":2.5,"Currency":"USD"}""")]
    [InlineData("nothing", "null", "null")]
    public void An_order_is_read_from_each_of_its_forms(string form, string stored, string written)
    {
        var probe = CodecProbe.For("Shop.Order?", Shop);

        Assert.True(written == probe.Write(probe.Read(stored)), form);
    }

    [Fact]
    public void Forms_are_found_inside_other_values()
    {
        var probe = CodecProbe.For("Shop.Cart", Shop);

        var cart = probe.Read("""{"Orders":[{"Id":"a","Cents":100},{"$v":2,"Id":"b","Total":3}],"Gift":{"Id":"c","Cents":0},"Size":4}""");

        Assert.Equal(
            """{"Orders":[{"$v":3,"Id":"a","Total":1,"Currency":"EUR"},{"$v":3,"Id":"b","Total":3,"Currency":"EUR"}],"Gift":{"$v":3,"Id":"c","Total":0,"Currency":"EUR"},"Size":{"$v":2,"Width":4,"Height":4}}""",
            probe.Write(cart));
    }

    [Fact]
    public void A_generic_type_has_the_forms_of_what_it_is_made_of()
    {
        var probe = CodecProbe.For("Shop.Page<Shop.Order>", Shop);

        Assert.Equal(
            """{"$v":2,"Item":{"$v":3,"Id":"a","Total":1,"Currency":"EUR"},"Number":1}""", probe.Write(probe.Read("""{"Item":{"Id":"a","Cents":100}}""")));
    }

    [Theory]
    [InlineData("Shop.Order", """{"$v":4,"Id":"a"}""", "A Shop.Order is stored in form 4; this build has form 3 and no upcast from 4.")]
    [InlineData("Shop.Late", """{"A":1}""", "A Shop.Late is stored in form 1; this build has form 3 and no upcast from 1.")]
    [InlineData("Shop.Strict", "0", "A stored System.Int32 could not be made a Shop.Strict: not positive")]
    public void What_cannot_be_brought_forward_is_incompatible(string type, string stored, string message)
        => Assert.Equal(message, Assert.Throws<IncompatibleFrameException>(() => CodecProbe.For(type, Shop).Read(stored)).Message);

    [Fact]
    public void A_value_of_the_current_form_costs_what_one_of_a_type_without_upcasts_costs()
    {
        const string Stored = """{"Id":"a","Total":2.5,"Currency":"USD"}""";
        var probe = CodecProbe.For("Shop.Order", Shop);

        var allocated = probe.AllocatedByReading(Stored.Replace("{", """{"$v":3,""", StringComparison.Ordinal));

        Assert.Equal(CodecProbe.For("Shop.Twin", Shop).AllocatedByReading(Stored), allocated);
    }

    [Fact]
    public void A_type_without_upcasts_is_written_and_read_as_if_there_were_none()
        => Assert.DoesNotContain("FormJson", CodecProbe.For("Shop.Twin", Shop).Text, StringComparison.Ordinal);

    [Fact]
    public void An_old_form_that_can_change_does_not_make_the_new_one_one_that_is_copied()
        => Assert.True(CodecProbe.Parse("Shop.A", "namespace Shop; public sealed record A(int N) { [Upcast] public static A From(B old) => new(old.N); } public sealed class B { public int N { get; set; } }").IsImmutable);

    [Fact]
    public void What_an_old_form_cannot_store_is_said()
        => Assert.StartsWith("'Shop.B.Code'", CodecProbe.Parse("Shop.A", "namespace Shop; public sealed record A(int N) { [Upcast] public static A From(B old) => new(1); } public sealed record B(Action Code);").Fault, StringComparison.Ordinal);

    [Fact]
    public void A_context_knows_no_forms()
        => Assert.Contains(
            "[Upcast]",
            CodecProbe.Parse("Shop.A", "namespace Shop; public sealed record A(int N) { [Upcast] public static A From(int old) => new(old); } [JsonSerializable(typeof(A))] public sealed partial class C : JsonSerializerContext { }", "Shop.C").Fault,
            StringComparison.Ordinal);
}
